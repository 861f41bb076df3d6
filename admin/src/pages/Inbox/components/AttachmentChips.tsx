import { Box, Button, Flex, IconButton, ProgressBar, Typography } from '@strapi/design-system';
import { Cross, File, Image, Microphone, Play } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import { sizeOf } from '../../../shared/file-size';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import type { Attachments } from '../hooks/useAttachments';
import { isRefused, kindOf, mayBeDocument, type Attachment } from '../model/attachment';

const Thumb = styled.img`
  inline-size: 4rem;
  block-size: 4rem;
  object-fit: cover;
  border-radius: ${({ theme }) => theme.borderRadius};
`;
const Sound = styled.audio`
  display: block;
  inline-size: 28rem;
  max-inline-size: 100%;
  block-size: ${({ theme }) => theme.spaces[8]};
`;
const Chips = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spaces[2]};
  max-block-size: 30dvh;
  overflow-y: auto;
`;

const useSize = () => {
  const { formatNumber } = useIntl();
  return (bytes: number) => formatNumber(...sizeOf(bytes));
};

const iconOf = (one: Attachment) => {
  const kind = kindOf(one);
  if (kind === 'image' || kind === 'sticker') return <Image aria-hidden />;
  if (kind === 'video') return <Play aria-hidden />;
  return kind === 'audio' ? <Microphone aria-hidden /> : <File aria-hidden />;
};

/** Megabytes of a limit as Meta counts them: 5 MB are 5 × 1024 × 1024 bytes. */
const limitWord = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${bytes / 1024} KB` : `${bytes / 1024 / 1024} MB`;

/** What it will go as, or why it cannot: said before anything is sent (C-18). */
const Verdict = ({ one }: { one: Attachment }) => {
  const t = useT();
  const size = useSize();
  const explain = useApiError();
  const { verdict } = one;
  if (verdict === null) {
    return one.upload === 'failed' ? (
      <Typography variant="pi" textColor="danger700" role="status">
        {t('inbox.attach.unreadable')}
      </Typography>
    ) : (
      <Typography variant="pi">{t('inbox.attach.checking')}</Typography>
    );
  }
  if (!verdict.ok) {
    const words =
      verdict.why === 'too-large'
        ? t(`inbox.attach.too-large.${verdict.kind ?? 'document'}`, {
            size: size(one.sizeBytes),
            limit: limitWord(verdict.maxBytes ?? 0),
          })
        : t(`inbox.attach.why.${verdict.why}`);
    return (
      <Typography variant="pi" textColor="danger700" role="status">
        {words}
      </Typography>
    );
  }
  if (one.upload === 'failed') {
    return (
      <Typography variant="pi" textColor="danger700" role="status">
        {`${t('inbox.attach.failed')} ${explain(one.error).message}`}
      </Typography>
    );
  }
  const kind = one.voice ? 'voice' : (kindOf(one) ?? 'document');
  return (
    <Typography variant="pi" textColor="neutral600">
      {`${t(`inbox.attach.as.${kind}`)} · ${size(one.sizeBytes)}`}
    </Typography>
  );
};

const Ways = ({ one, attachments }: { one: Attachment; attachments: Attachments }) => {
  const t = useT();
  const { verdict } = one;
  if (verdict?.ok === false && verdict.canShrink && one.file) {
    return (
      <Button size="S" variant="secondary" onClick={() => attachments.shrink(one.key)}>
        {t(verdict.why === 'too-large' ? 'inbox.attach.shrink' : 'inbox.attach.convert')}
      </Button>
    );
  }
  if (one.upload === 'failed') {
    return (
      <Button size="S" variant="secondary" onClick={() => attachments.retry(one.key)}>
        {t('inbox.attach.retry')}
      </Button>
    );
  }
  // Nobody means what was just spoken to arrive as a document.
  if (one.voice || !mayBeDocument(one)) return null;
  return (
    <Button
      size="S"
      variant="tertiary"
      aria-pressed={one.asDocument}
      onClick={() => attachments.setAsDocument(one.key, !one.asDocument)}
    >
      {t('inbox.attach.as-document')}
    </Button>
  );
};

const Chip = ({ one, attachments }: { one: Attachment; attachments: Attachments }) => {
  const t = useT();
  return (
    <Box
      tag="li"
      hasRadius
      padding={2}
      borderColor={isRefused(one) || one.upload === 'failed' ? 'danger200' : 'neutral200'}
      background={isRefused(one) || one.upload === 'failed' ? 'danger100' : 'neutral0'}
      data-testid="attachment"
      data-state={isRefused(one) ? 'refused' : one.upload}
      maxWidth="100%"
    >
      <Flex gap={2} alignItems="center">
        {one.previewUrl && kindOf(one) === 'image' ? (
          <Thumb src={one.previewUrl} alt="" />
        ) : (
          iconOf(one)
        )}
        <Box minWidth={0} flex="1" maxWidth="28rem">
          <Typography variant="omega" fontWeight="semiBold" ellipsis tag="p" dir="auto">
            {one.name}
          </Typography>
          <Verdict one={one} />
          {one.previewUrl && kindOf(one) === 'audio' ? (
            <Sound src={one.previewUrl} controls aria-label={one.name} />
          ) : null}
          {one.upload === 'running' ? (
            <ProgressBar
              size="S"
              value={Math.round(one.progress * 100)}
              aria-label={t('inbox.attach.uploading', { name: one.name })}
            />
          ) : null}
        </Box>
        <Ways one={one} attachments={attachments} />
        <IconButton
          label={t('inbox.attach.remove', { name: one.name })}
          variant="ghost"
          onClick={() => attachments.remove(one.key)}
        >
          <Cross />
        </IconButton>
      </Flex>
    </Box>
  );
};

/** Files that will go with the message, each with its size and what becomes of it. */
export const AttachmentChips = ({ attachments }: { attachments: Attachments }) => {
  const t = useT();
  if (attachments.list.length === 0) return null;
  return (
    <Chips aria-label={t('inbox.attach.list')}>
      {attachments.list.map((one) => (
        <Chip key={one.key} one={one} attachments={attachments} />
      ))}
    </Chips>
  );
};
