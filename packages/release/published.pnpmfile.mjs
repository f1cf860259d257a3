export const hooks = {
  /** What is published leaves out the scripts and the dependencies of whoever works on the package. */
  beforePacking: ({ scripts: _scripts, devDependencies: _others, ...manifest }) => manifest,
};
