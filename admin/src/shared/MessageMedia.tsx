import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { File, Image, Microphone, Play } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { MessageBody } from '../../../server/src/contracts/conversations';
import { sizeOf } from './file-size';
import { useGallery, type Gallery, type GalleryItem } from './message/gallery';
import { Lightbox } from './message/Lightbox';
import { useFirstSeen } from './useFirstSeen';
import { useMediaFile, type MediaFile } from './useMediaFile';
import { useT } from './useT';

type Media = NonNullable<MessageBody['media']>;

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
const Sound = styled.audio`
  max-inline-size: 100%;
`;
/** Holds the place of a picture that is to come, so that the thread jumps little. */
const Frame = styled(Box)`
  inline-size: 20rem;
  max-inline-size: 100%;
  block-size: 14rem;
`;

const isPicture = (media: Media) => media.kind === 'image' || media.kind === 'sticker';

const iconOf = (kind: Media['kind']) => {
  if (kind === 'image' || kind === 'sticker') return <Image aria-hidden />;
  if (kind === 'video') return <Play aria-hidden />;
  return kind === 'audio' ? <Microphone aria-hidden /> : <File aria-hidden />;
};

type ReadyFile = Extract<MediaFile, { state: 'ready' }>;

const useSize = () => {
  const { formatNumber } = useIntl();
  return (bytes: number): string => formatNumber(...sizeOf(bytes));
};

const PictureButton = styled.button`
  display: block;
  padding: 0;
  border: 0;
  background: none;
  cursor: zoom-in;
  border-radius: ${({ theme }) => theme.borderRadius};
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
  }
`;
const Sticker = styled.img`
  display: block;
  inline-size: 14rem;
  max-inline-size: 100%;
`;
const FilmButton = styled(PictureButton)`
  cursor: pointer;
`;

/** A picture of the thread; pressed, it is shown as large as the window allows. */
const PictureOpener = ({ src, url, name }: { src: string; url: string; name: string }) => {
  const t = useT();
  const gallery = useGallery();
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  const alone: GalleryItem = { url, kind: 'image', name, caption: null, from: null, at: null, src };
  return (
    <>
      <PictureButton
        type="button"
        aria-label={t('shell.message.media-enlarge', { name })}
        onClick={({ currentTarget }) =>
          gallery?.has(url) ? gallery.open(url, currentTarget) : setOpener(currentTarget)
        }
      >
        <Picture src={src} alt={name} />
      </PictureButton>
      {opener ? (
        <Lightbox
          items={[alone]}
          at={0}
          opener={opener}
          onMove={() => undefined}
          onClose={() => setOpener(null)}
        />
      ) : null}
    </>
  );
};

/** Holds the place of a film; pressed, it is fetched and plays large, between the others of the thread. */
const FilmOpener = ({ url, name, gallery }: { url: string; name: string; gallery: Gallery }) => {
  const t = useT();
  return (
    <FilmButton
      type="button"
      aria-label={t('message.media.play-film', { name })}
      onClick={({ currentTarget }) => gallery.open(url, currentTarget)}
    >
      <Frame tag="span" display="block" background="neutral150" hasRadius>
        <Flex tag="span" height="100%" justifyContent="center">
          <Play aria-hidden width="3.2rem" height="3.2rem" />
        </Flex>
      </Frame>
    </FilmButton>
  );
};

const Document = ({ file, name }: { file: ReadyFile; name: string }) => {
  const t = useT();
  const size = useSize();
  return (
    <a href={file.src} download={name}>
      <Typography textColor="primary700">
        {`${t('shell.message.media-download')} (${size(file.bytes)})`}
      </Typography>
    </a>
  );
};

const Ready = ({ media, file, name }: { media: Media; file: ReadyFile; name: string }) => {
  switch (media.kind) {
    case 'image':
      return <PictureOpener src={file.src} url={media.url ?? file.src} name={name} />;
    case 'sticker':
      return <Sticker src={file.src} alt={name} />;
    case 'video':
      // The customer's film has no captions to offer.
      return <Film src={file.src} controls aria-label={name} />;
    case 'audio':
      return <Sound src={file.src} controls aria-label={name} />;
    case 'document':
      return <Document file={file} name={name} />;
  }
};

const Failed = ({ gone, onRetry }: { gone: boolean; onRetry: () => void }) => {
  const t = useT();
  return (
    <Flex gap={2} wrap="wrap" role="status">
      <Typography variant="pi" textColor="danger600">
        {t(gone ? 'shell.message.media-gone' : 'shell.message.media-failed')}
      </Typography>
      {gone ? null : (
        <Button size="S" variant="tertiary" onClick={onRetry}>
          {t('shell.message.media-retry')}
        </Button>
      )}
    </Flex>
  );
};

/** Pictures come by themselves once they are in sight; the rest, which may be large, when asked for. */
type LoadableProps = { media: Media; url: string; name: string; onDemand: boolean };

const Loadable = ({ media, url, name, onDemand }: LoadableProps) => {
  const t = useT();
  const gallery = useGallery();
  const { file, load } = useMediaFile(url);
  const place = useFirstSeen<HTMLDivElement>(isPicture(media) && !onDemand ? load : null);
  if (media.kind === 'video' && gallery?.has(url))
    return <FilmOpener url={url} name={name} gallery={gallery} />;
  if (file.state === 'ready') return <Ready media={media} file={file} name={name} />;
  if (file.state === 'failed' || file.state === 'gone')
    return <Failed gone={file.state === 'gone'} onRetry={load} />;
  if (isPicture(media) && !onDemand)
    return <Frame ref={place} background="neutral150" hasRadius aria-busy="true" />;
  const plays = media.kind === 'audio' || media.kind === 'video';
  return (
    <Button size="S" variant="tertiary" loading={file.state === 'loading'} onClick={load}>
      {t(plays ? 'shell.message.media-play' : 'shell.message.media-show')}
    </Button>
  );
};

/** A picture, film, sound or file of a message; words in its place when WhatsApp gave nothing that can be fetched. */
export const MessageMedia = ({
  media,
  onDemand = false,
  isPreview = false,
}: {
  media: Media;
  /** Pictures too only when asked for: in lists of files. */
  onDemand?: boolean;
  /** A file that staff just chose from the media library, wherever it is kept. Files of messages come from our routes only. */
  isPreview?: boolean;
}) => {
  const t = useT();
  const size = useSize();
  const kindWord = t(media.voice ? 'shell.message.voice' : `shell.message.${media.kind}`);
  const name = media.filename ?? kindWord;
  return (
    <Box paddingBottom={1}>
      {isPicture(media) && media.url !== null && !onDemand ? null : (
        <Flex gap={2} paddingBottom={1}>
          <Flex flex="none">{iconOf(media.kind)}</Flex>
          <Typography variant="pi" textColor="neutral600" dir="auto">
            {media.sizeBytes ? `${name} · ${size(media.sizeBytes)}` : name}
          </Typography>
        </Flex>
      )}
      {media.url === null && isPreview ? null : media.url === null ? (
        <Typography variant="pi" textColor="neutral600">
          {t(media.state === 'gone' ? 'shell.message.media-gone' : 'shell.message.media-none')}
        </Typography>
      ) : isPreview || media.url.startsWith('blob:') ? (
        <Ready
          media={media}
          file={{ state: 'ready', src: media.url, bytes: media.sizeBytes ?? 0 }}
          name={name}
        />
      ) : (
        <Loadable
          key={`${media.url} ${media.state ?? ''}`}
          media={media}
          url={media.url}
          name={name}
          onDemand={onDemand}
        />
      )}
    </Box>
  );
};
