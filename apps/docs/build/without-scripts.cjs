/** Stands for the compiler of scripts that the converters load and never call: our collections have no scripts. */
module.exports = { withParser: () => module.exports };
