/** The versions of Node that are installed beside the workspace's own, and their programs. On Linux x64 alone. */
export declare const runtimes: { name: string; program: string }[];
