import path from 'node:path';

/** Arguments of Node for a process that runs the sources as they are: `fork(file, [], { execArgv: TYPESCRIPT })`. */
export const TYPESCRIPT = ['--require', path.join(__dirname, 'native/typescript.cjs')];
