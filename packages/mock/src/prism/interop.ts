/** The default export of a CommonJS module: Node hands out the module around it, vitest the export itself. */
export const defaultOf = <T extends object>(module: { default: T }): T =>
  'default' in module ? module.default : module;
