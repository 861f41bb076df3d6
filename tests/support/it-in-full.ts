import { isShortened } from './scope';

/** `it` for a costly test beside others of its kind: the gate leaves it out. */
export const itInFull: jest.It = isShortened() ? it.skip : it;
