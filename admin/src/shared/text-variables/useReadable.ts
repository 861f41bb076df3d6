import { useMemo } from 'react';
import { useT } from '../useT';
import { useVariableSources } from '../useVariableSources';
import { textChoices } from '../variable-sources';
import { piecesOf, variableLabel } from './pieces';

/** Stored texts for reading: "@Order › State" instead of the name by which they ask for that value. */
export const useReadable = (): ((text: string) => string) => {
  const t = useT();
  const sources = useVariableSources(null);
  return useMemo(() => {
    const labels = new Map(textChoices(t, sources).map(({ name, label }) => [name, label]));
    return (text) =>
      piecesOf(text)
        .map((piece) =>
          'name' in piece
            ? (labels.get(piece.name) ?? `@${variableLabel(t, piece.name)}`)
            : piece.text
        )
        .join('');
  }, [t, sources]);
};
