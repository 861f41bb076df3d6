import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { File, Image, Microphone, Play } from '@strapi/icons';
import { styled } from 'styled-components';
import type { MessageBody } from '../../../server/src/contracts/conversations';
import { useMediaFile } from './useMediaFile';
import { useT } from './useT';

type Media = NonNullable<MessageBody['media']>;

/** Keeps its place while the picture comes, so that nothing jumps. */
const Picture = styled.img`
  display: block;
  max-inline-size: 100%;
  max-block-size: 32rem;
  border-radius: ${({ theme }) => theme.borderRadius};
`;
const Film = styled.video`
  display: block;
  max-inline-size: 100%;
  max-block-size: 32rem;
`;

const iconOf = (kind: Media['kind']) => {
  if (kind === 'image' || kind === 'sticker') return <Image aria-hidden />;
  if (kind === 'video') return <Play aria-hidden />;
  return kind === 'audio' ? <Microphone aria-hidden /> : <File aria-hidden />;
};

const Ready = ({ media, src, name }: { media: Media; src: string; name: string }) => {
  const t = useT();
  switch (media.kind) {
    case 'image':
    case 'sticker':
      return <Picture src={src} alt={name} />;
    case 'video':
      // The customer's film has no captions to offer.
      return <Film src={src} controls aria-label={name} />;
    case 'audio':
      return <audio src={src} controls aria-label={name} />;
    case 'document':
      return (
        <a href={src} download={media.filename ?? name}>
          <Typography textColor="primary700">{t('shell.message.media-download')}</Typography>
        </a>
      );
  }
};

const actionWord = (kind: Media['kind']) => {
  if (kind === 'document') return 'shell.message.media-show';
  return kind === 'audio' || kind === 'video'
    ? 'shell.message.media-play'
    : 'shell.message.media-show';
};

const Loadable = ({ media, url, name }: { media: Media; url: string; name: string }) => {
  const t = useT();
  const { file, load } = useMediaFile(url, media.kind === 'image' || media.kind === 'sticker');
  if (file.state === 'ready') return <Ready media={media} src={file.src} name={name} />;
  if (file.state === 'failed') {
    return (
      <Flex gap={2} wrap="wrap">
        <Typography variant="pi" textColor="danger600">
          {t('shell.message.media-failed')}
        </Typography>
        <Button size="S" variant="tertiary" onClick={load}>
          {t('shell.message.media-retry')}
        </Button>
      </Flex>
    );
  }
  return (
    <Button size="S" variant="tertiary" loading={file.state === 'loading'} onClick={load}>
      {t(actionWord(media.kind))}
    </Button>
  );
};

/** A picture, film, sound or file of a message; a placeholder until the server has fetched it from WhatsApp. */
export const MessageMedia = ({ media }: { media: Media }) => {
  const t = useT();
  const kindWord = t(media.voice ? 'shell.message.voice' : `shell.message.${media.kind}`);
  const name = media.filename ?? kindWord;
  return (
    <Box paddingBottom={1}>
      <Flex gap={2} paddingBottom={1}>
        {iconOf(media.kind)}
        <Typography variant="pi" textColor="neutral600" dir="auto">
          {name}
        </Typography>
      </Flex>
      {media.url === null ? (
        <Typography variant="pi" textColor="neutral600">
          {t('shell.message.media-waiting')}
        </Typography>
      ) : (
        <Loadable key={media.url} media={media} url={media.url} name={name} />
      )}
    </Box>
  );
};
