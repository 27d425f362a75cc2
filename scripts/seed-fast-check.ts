// Property tests take the same cases everywhere, so that a red run can be repeated; FC_SEED=<number> takes others.
import fc from "fast-check";

const seed = Number(process.env["FC_SEED"] ?? 20_261_124);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
