/** Says at the end of a process, as its last line on stderr, what it took: CPU milliseconds and the most memory, in MB. */
process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  process.stderr.write(`\nusage ${JSON.stringify({ cpu: (user + system) / 1000, memory: maxRSS / 1024 })}\n`);
});

// A program that is stopped before it listens for signals ends, too.
process.once('SIGTERM', () => process.exit());
