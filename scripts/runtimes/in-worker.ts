// Runs the scenario in workerd: the settings are in the request, and the steps are in the response.
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
