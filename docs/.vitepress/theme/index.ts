// Fonts are those of the system: no request leaves the page.
import theme from "vitepress/theme-without-fonts";
import { defineAsyncComponent } from "vue";
import PropertyTable from "./property-table.vue";
import "./style.css";

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export
export default {
  extends: theme,
  enhanceApp: ({ app }: { app: { component(name: string, component: unknown): void } }) => {
    app.component("PropertyTable", PropertyTable);
    // The editor is large: it is loaded with the page of the playground only.
    app.component(
      "Playground",
      defineAsyncComponent(() => import("./playground/playground-page.vue")),
    );
  },
};
