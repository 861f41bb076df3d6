import { useEffect, type KeyboardEvent } from 'react';
import { Box, Button, Flex, IconButton, Loader, Modal, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { styled } from 'styled-components';
import { MessageText } from '../MessageText';
import { ScrollBody } from '../ScrollBody';
import { useMediaFile, type MediaFile } from '../useMediaFile';
import { useMoments } from '../useMoments';
import { useT } from '../useT';
import type { GalleryItem } from './gallery';

const Wide = styled(Modal.Content)`
  && {
    inline-size: min(96vw, 120rem);
    max-inline-size: 96vw;
    max-block-size: 96dvh;
  }
`;
const Whole = styled.img`
  display: block;
  max-inline-size: 100%;
  max-block-size: 65dvh;
  margin-inline: auto;
`;
const Film = styled.video`
  display: block;
  max-inline-size: 100%;
  max-block-size: 65dvh;
  margin-inline: auto;
`;
/** As high while a file comes as the file may be: the buttons stay where they are. */
const Place = styled(Flex)`
  min-block-size: 45dvh;
`;

type Ready = Extract<MediaFile, { state: 'ready' }>;

const Drawn = ({ item, src }: { item: GalleryItem; src: string }) =>
  item.kind === 'image' ? (
    <Whole src={src} alt={item.caption ?? item.name} />
  ) : (
    // The customer's film has no captions to offer.
    <Film src={src} controls autoPlay aria-label={item.name} />
  );

const Save = ({ item, src }: { item: GalleryItem; src: string }) => {
  const t = useT();
  return (
    <a href={src} download={item.name}>
      <Typography textColor="primary700">{t('shell.message.media-download')}</Typography>
    </a>
  );
};

const Stage = ({ file, item, onRetry }: StageProps) => {
  const t = useT();
  if (file.state === 'ready') return <Drawn item={item} src={file.src} />;
  if (file.state !== 'failed' && file.state !== 'gone')
    return <Loader>{t('shell.state.loading')}</Loader>;
  return (
    <Flex gap={2} direction="column" role="status">
      <Typography textColor="danger600">
        {t(file.state === 'gone' ? 'shell.message.media-gone' : 'shell.message.media-failed')}
      </Typography>
      {file.state === 'failed' ? (
        <Button variant="tertiary" onClick={onRetry}>
          {t('shell.message.media-retry')}
        </Button>
      ) : null}
    </Flex>
  );
};
interface StageProps {
  readonly file: MediaFile;
  readonly item: GalleryItem;
  readonly onRetry: () => void;
}

/** The file of an item, fetched at once unless the browser has it already. */
const useItemFile = ({ url, src }: GalleryItem) => {
  const { file, load } = useMediaFile(url);
  useEffect(() => {
    if (src === undefined) load();
  }, [load, src]);
  const known: Ready | null = src === undefined ? null : { state: 'ready', src, bytes: 0 };
  return { file: known ?? file, load };
};

const Shown = ({ item }: { item: GalleryItem }) => {
  const moments = useMoments();
  const { file, load } = useItemFile(item);
  const facts = [item.from, item.at === null ? null : moments.full(item.at)].filter(Boolean);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Place direction="column" justifyContent="center" data-testid="lightbox-stage">
        <Stage file={file} item={item} onRetry={load} />
      </Place>
      <Flex justifyContent="space-between" gap={3} wrap="wrap" alignItems="start">
        <Box flex="1" minWidth={0}>
          <Typography variant="pi" textColor="neutral600" tag="p" dir="auto">
            {facts.join(' · ')}
          </Typography>
          {item.caption ? <MessageText text={item.caption} /> : null}
        </Box>
        {file.state === 'ready' ? <Save item={item} src={file.src} /> : null}
      </Flex>
    </Flex>
  );
};

interface Props {
  readonly items: readonly GalleryItem[];
  /** Place of the one that is shown. */
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly onClose: () => void;
  /** Gets the focus back. */
  readonly opener: HTMLElement | null;
}

const Steps = ({ items, at, onMove }: Pick<Props, 'items' | 'at' | 'onMove'>) => {
  const t = useT();
  return (
    <Flex justifyContent="center" gap={3} paddingTop={3}>
      <IconButton
        label={t('message.lightbox.previous')}
        disabled={at === 0}
        onClick={() => onMove(at - 1)}
      >
        <ChevronLeft />
      </IconButton>
      <Typography role="status" data-testid="lightbox-place">
        {t('message.lightbox.place', { at: at + 1, count: items.length })}
      </Typography>
      <IconButton
        label={t('message.lightbox.next')}
        disabled={at === items.length - 1}
        onClick={() => onMove(at + 1)}
      >
        <ChevronRight />
      </IconButton>
    </Flex>
  );
};

/** A player moves by the arrows itself. */
const isPlayer = ({ target }: KeyboardEvent) => target instanceof HTMLVideoElement;

/** A picture or film as large as the window allows, and the ones before and after it by buttons and arrow keys. */
export const Lightbox = ({ items, at, onMove, onClose, opener }: Props) => {
  const t = useT();
  const item = items[at];
  if (!item) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || isPlayer(event) || !items[at + step]) return;
    event.preventDefault();
    onMove(at + step);
  };
  return (
    <Modal.Root open onOpenChange={(next) => (next ? undefined : onClose())}>
      <Wide
        aria-describedby={undefined}
        onKeyDown={onKeyDown}
        data-testid="lightbox"
        onCloseAutoFocus={(event: Event) => {
          event.preventDefault();
          opener?.focus();
        }}
      >
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{item.name}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <Shown key={item.url} item={item} />
          {items.length > 1 ? <Steps items={items} at={at} onMove={onMove} /> : null}
        </ScrollBody>
      </Wide>
    </Modal.Root>
  );
};
