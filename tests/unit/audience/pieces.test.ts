import fc from 'fast-check';
import { FIRST_PIECE, nextPiece, type Piece } from '../../../server/src/audience/domain/pieces';

/** Pieces of a count of `total` people, where a statement costs `fixed` ms and `perId` for each. */
const piecesOf = (total: number, fixed: number, perId: number): Piece[] => {
  const pieces: Piece[] = [];
  let size = FIRST_PIECE;
  for (let done = 0; done < total;) {
    pieces.push({ size, tookMs: fixed + size * perId });
    done += size;
    size = nextPiece(pieces.at(-1) as Piece, pieces.at(-2) ?? null);
  }
  return pieces;
};

describe('pieces of a count', () => {
  it('take about 40 ms of contacts each, whatever a statement costs beside them', () => {
    for (const fixed of [0, 5, 500])
      for (const { size } of piecesOf(200_000, fixed, 0.01).slice(8))
        expect(size * 0.01).toBeLessThanOrEqual(80.1);
  });

  it('double while contacts cost nothing, so that a dear statement is asked seldom', () => {
    expect(piecesOf(1_000_000, 500, 0).map(({ size }) => size)).toEqual(
      Array.from({ length: 11 }, (_, i) => FIRST_PIECE * 2 ** i)
    );
  });

  it('are never empty and never more than the double of the one before', () => {
    const piece = fc.record({
      size: fc.integer({ min: FIRST_PIECE, max: 1_000_000 }),
      tookMs: fc.double({ min: 0, max: 100_000, noNaN: true }),
    });
    fc.assert(
      fc.property(piece, fc.option(piece), (last, before) => {
        const size = nextPiece(last, before);
        expect(size).toBeGreaterThanOrEqual(FIRST_PIECE);
        expect(size).toBeLessThanOrEqual(last.size * 2);
      })
    );
  });
});
