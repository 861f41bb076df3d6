import { flowStep } from '../../../server/src/contracts/flow-graph';
import { afterAnswer, type Asking } from '../../../server/src/flows/domain/question';
import { isLost, kept } from '../../../server/src/flows/domain/variables';

/** Bytes around one value under the name `a`. */
const AROUND = Buffer.byteLength(JSON.stringify({ a: '' }));

describe('the values of a run', () => {
  it('[B-16] are bounded by their bytes, whatever letters they are written with', () => {
    const plain = 'x'.repeat(40_000);
    expect(kept(null, 'a', plain)).toEqual({ a: plain });
    expect(kept(null, 'a', 'ş'.repeat(40_000))).toBeNull();
    const most = 'x'.repeat(64_000 - AROUND);
    expect(kept(null, 'a', most)).toEqual({ a: most });
    expect(kept(null, 'a', `${most}x`)).toBeNull();
  });

  it('[B-16] are lost where there is no more room, also under a name that every object knows', () => {
    expect(isLost({ ad: 'Ayşe' }, 'ad', 'Ayşe')).toBe(false);
    expect(isLost({ ad: 'Ayşe' }, 'ad', 'Elif')).toBe(true);
    expect(isLost({}, 'constructor', 'Elif')).toBe(true);
    expect(isLost(null, 'ad', 'Elif')).toBe(true);
  });

  it('[B-15] that an answer could not add are named when the question is left', () => {
    const step = flowStep.parse({
      ...{ kind: 'question', text: 'Adınız?', answer: { kind: 'text' }, saveAs: 'ad' },
    }) as Asking;
    const leave = (variables: Record<string, string>) => {
      const answer = { kind: 'answer', exit: 'answered', value: 'Gülnihal' } as const;
      return afterAnswer(step, { answer, attempts: 1, variables });
    };
    expect(leave({ not: 'x' })).toMatchObject({
      ...{ exit: 'answered', variables: { not: 'x', ad: 'Gülnihal' }, lost: [] },
    });
    const full = { not: 'ş'.repeat(31_990) };
    expect(leave(full)).toMatchObject({ exit: 'answered', variables: full, lost: ['ad'] });
  });
});
