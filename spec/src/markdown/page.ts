/** The title of a page of markdown: its first heading. */
export const titleOf = (markdown: string): string | undefined => /^# (.+)$/m.exec(markdown)?.[1];

/** Whether a page of the ledger is for readers of the contract: it is in force, and not about how this toolkit is made. */
export const isPublished = (decision: string): boolean =>
  !/^\d{4}-\d\d-\d\d · (superseded|.* · toolkit)/m.test(decision);

/** A page of the ledger as readers of the contract see it: without the test that holds it, which is of no use to them. */
export const publishedText = (decision: string): string => decision.replace(/\n+\*\*Held by\*\*[\s\S]*$/, '\n');
