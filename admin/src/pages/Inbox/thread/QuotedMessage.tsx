import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { File, Image, Message, Microphone, Pin, Play, User } from '@strapi/icons';
import { styled } from 'styled-components';
import type { QuotedMessage as Quoted } from '../../../../../server/src/contracts/conversations';
import { useFirstSeen } from '../../../shared/useFirstSeen';
import { useMediaFile } from '../../../shared/useMediaFile';
import { useT } from '../../../shared/useT';
import { useQuoteWords } from './useQuoteWords';

const Quote = styled.div`
  border-inline-start: ${({ theme }) => `${theme.spaces[1]} solid ${theme.colors.primary500}`};
  padding-inline-start: ${({ theme }) => theme.spaces[2]};
  margin-block-end: ${({ theme }) => theme.spaces[1]};
  min-inline-size: 0;
`;
const Way = styled.button`
  display: block;
  inline-size: 100%;
  border: 0;
  padding: 0;
  background: none;
  text-align: start;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
  }
`;
const Small = styled.span`
  flex: none;
  inline-size: ${({ theme }) => theme.spaces[8]};
  block-size: ${({ theme }) => theme.spaces[8]};
  overflow: hidden;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral150};
  & > img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
`;

/** The picture of the quoted message; its words say what it is, so it needs none. */
const Thumb = ({ url }: { url: string }) => {
  const { file, load } = useMediaFile(url);
  const place = useFirstSeen<HTMLSpanElement>(load);
  return (
    <Small ref={place} data-testid="quoted-picture">
      {file.state === 'ready' ? <img src={file.src} alt="" /> : null}
    </Small>
  );
};

const ICONS = {
  image: Image,
  sticker: Image,
  video: Play,
  audio: Microphone,
  document: File,
  location: Pin,
  contacts: User,
} as const;

const iconOf = ({ kind, type }: Quoted) => {
  const key = kind ?? type ?? '';
  return key in ICONS ? ICONS[key as keyof typeof ICONS] : null;
};

const Line = ({ quoted, words }: { quoted: Quoted; words: string }) => {
  const t = useT();
  const Icon = iconOf(quoted);
  const { media } = quoted;
  const isDrawn = media?.kind === 'image' || media?.kind === 'sticker';
  return (
    <Flex tag="span" gap={2} justifyContent="space-between">
      <Flex tag="span" direction="column" alignItems="start" minWidth={0}>
        {quoted.direction ? (
          <Typography variant="pi" fontWeight="bold" textColor="neutral800">
            {t(`message.quote.${quoted.direction}`)}
          </Typography>
        ) : null}
        <Flex tag="span" gap={1} minWidth={0} maxWidth="100%">
          {Icon ? <Icon aria-hidden fill="neutral600" /> : null}
          {quoted.id === null ? <Message aria-hidden fill="neutral600" /> : null}
          <Typography variant="pi" textColor="neutral600" dir="auto" ellipsis>
            {words}
          </Typography>
        </Flex>
      </Flex>
      {isDrawn && media.url ? <Thumb url={media.url} /> : null}
    </Flex>
  );
};

interface Props {
  readonly quoted: Quoted;
  readonly onJump: (id: number) => void;
}

/** What a message answers; pressed, it leads there. */
export const QuotedMessage = ({ quoted, onJump }: Props) => {
  const t = useT();
  const { id } = quoted;
  const words = useQuoteWords()(quoted);
  const line = <Line quoted={quoted} words={words} />;
  return (
    <Quote>
      {id === null ? (
        line
      ) : (
        <Way type="button" onClick={() => onJump(id)} data-testid="quoted">
          {/* What is read out is what is seen, with the deed before it. */}
          <VisuallyHidden>{`${t('composer.jump.to')} `}</VisuallyHidden>
          {line}
        </Way>
      )}
    </Quote>
  );
};
