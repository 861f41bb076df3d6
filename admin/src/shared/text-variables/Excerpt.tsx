import { Fragment, useMemo } from 'react';
import { styled } from 'styled-components';
import { parseMessageText, type Block, type Inline } from '../formatting';
import { drawInline } from '../message/inline';
import { useT } from '../useT';
import { piecesOf, variableLabel } from './pieces';

const Variable = styled.span`
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.primary100};
  color: ${({ theme }) => theme.colors.primary700};
  padding-inline: ${({ theme }) => theme.spaces[1]};
`;

const linesOf = (block: Block): readonly (readonly Inline[])[] =>
  block.kind === 'mono' ? [[{ kind: 'code', text: block.text }]] : block.lines;

/**
 * A message text to choose from, as one run of words: with its marks drawn, its variables by their names, and its addresses
 * not to be pressed, as it stands in buttons and options.
 */
export const Excerpt = ({ text }: { readonly text: string }) => {
  const t = useT();
  const lines = useMemo(() => parseMessageText(text).flatMap(linesOf), [text]);
  const draw = drawInline({
    text: (words) =>
      piecesOf(words).map((piece, index) =>
        'name' in piece ? (
          <Variable key={index} data-testid="variable">
            {variableLabel(t, piece.name)}
          </Variable>
        ) : (
          piece.text
        )
      ),
    link: (words) => words,
  });
  return (
    <>
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 ? ' ' : null}
          {line.map(draw)}
        </Fragment>
      ))}
    </>
  );
};
