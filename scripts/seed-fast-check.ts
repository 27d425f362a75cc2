// Property tests use the same cases on every machine, so that a failed run can be repeated; FC_SEED=<number>
// takes others.
import fc from "fast-check";

const seed = Number(process.env["FC_SEED"] ?? 20_261_124);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
