// workerd: the setting comes as a request, the steps are its response.
import { runScenario } from "./scenario.ts";

const worker = {
  async fetch(request: Request): Promise<Response> {
    try {
      return Response.json(await runScenario(await request.json()));
    } catch (error) {
      return new Response(error instanceof Error ? error.stack : String(error), { status: 500 });
    }
  },
};

// biome-ignore lint/style/noDefaultExport: how workerd takes a worker
export default worker;
