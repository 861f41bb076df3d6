import { Fragment, type ReactNode } from 'react';
import { styled } from 'styled-components';
import type { Inline } from '../formatting';

const Code = styled.code`
  font-family: monospace;
  background: ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => theme.borderRadius};
  padding-inline: ${({ theme }) => theme.spaces[1]};
`;

/** How the words between marks are drawn. */
interface InlineLook {
  readonly text: (text: string) => ReactNode;
  readonly link: (text: string, href: string) => ReactNode;
}

/** Draws WhatsApp's marks within a line; for `map` over its nodes. */
export const drawInline = ({ text, link }: InlineLook) => {
  const draw = (node: Inline, key: number): ReactNode => {
    switch (node.kind) {
      case 'text':
        return <Fragment key={key}>{text(node.text)}</Fragment>;
      case 'code':
        return <Code key={key}>{text(node.text)}</Code>;
      case 'link':
        return <Fragment key={key}>{link(node.text, node.href)}</Fragment>;
      case 'bold':
        return <strong key={key}>{node.children.map(draw)}</strong>;
      case 'italic':
        return <em key={key}>{node.children.map(draw)}</em>;
      case 'strike':
        return <s key={key}>{node.children.map(draw)}</s>;
    }
  };
  return draw;
};
