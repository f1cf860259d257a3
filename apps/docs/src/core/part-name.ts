/** The name of a part of the scripts that is loaded when it is needed. */
export type PartName = 'search' | 'try' | 'client' | 'samples';
