import type { ReactNode } from 'react';
import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { parseMessageText, type Block, type Inline } from './formatting';
import { drawInline } from './message/inline';

const Text = styled(Typography)`
  display: block;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  unicode-bidi: plaintext;
`;
const List = styled.div`
  & ul,
  & ol {
    padding-inline-start: ${({ theme }) => theme.spaces[5]};
    list-style: revert;
  }
`;
const Quote = styled.blockquote`
  border-inline-start: ${({ theme }) => `${theme.spaces[1]} solid ${theme.colors.neutral300}`};
  padding-inline-start: ${({ theme }) => theme.spaces[2]};
`;
const Mono = styled.pre`
  font-family: monospace;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;
const Anchor = styled.a`
  color: ${({ theme }) => theme.colors.primary700};
  text-decoration: underline;
`;

const inline = drawInline({
  text: (text) => text,
  link: (text, href) => (
    <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </Anchor>
  ),
});

const lines = (content: readonly (readonly Inline[])[]): ReactNode =>
  content.map((line, index) => (
    <span key={index}>
      {index > 0 ? '\n' : ''}
      {line.map(inline)}
    </span>
  ));

const items = (content: readonly (readonly Inline[])[]): ReactNode =>
  content.map((line, index) => <li key={index}>{line.map(inline)}</li>);

const blockOf = (block: Block, key: number): ReactNode => {
  switch (block.kind) {
    case 'mono':
      return <Mono key={key}>{block.text}</Mono>;
    case 'quote':
      return <Quote key={key}>{lines(block.lines)}</Quote>;
    case 'bullets':
      return (
        <List key={key}>
          <ul>{items(block.lines)}</ul>
        </List>
      );
    case 'numbers':
      return (
        <List key={key}>
          <ol start={block.start}>{items(block.lines)}</ol>
        </List>
      );
    case 'lines':
      return <div key={key}>{lines(block.lines)}</div>;
  }
};

/** A text with WhatsApp's marks; right-to-left text sets its own direction. `large`: as a few emojis alone are. */
export const MessageText = ({ text, large = false }: { text: string; large?: boolean }) => (
  <Text tag="div" dir="auto" variant={large ? 'alpha' : 'omega'} data-large={large || undefined}>
    {parseMessageText(text).map(blockOf)}
  </Text>
);
