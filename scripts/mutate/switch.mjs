/** Which change is made, and which are come by. */
globalThis.mutation = { active: undefined, met: undefined };
globalThis.mutant = (id) => {
  globalThis.mutation.met?.add(id);
  return globalThis.mutation.active === id;
};
