import { useRef, useState, type DragEvent } from 'react';
import { Box, Button, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Download, Upload as UploadIcon } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { Notice } from '../../../shared/Notice';
import { ProgressLine } from '../../../shared/ProgressLine';
import { useApiError } from '../../../shared/useApiError';
import { saveFile } from '../../../shared/useDownloadFile';
import { useT } from '../../../shared/useT';
import { ACCEPTED, tooLargeAs, type ImportView } from '../model';
import { useUpload } from '../useUpload';

type Props = {
  readonly groupId: string | null;
  readonly onDone: (view: ImportView) => void;
};

const Failure = ({ error }: { error: unknown }) => {
  const shown = useApiError()(error);
  return (
    <div role="alert">
      <Notice variant="danger" title={shown.message}>
        {shown.remedy}
      </Notice>
    </div>
  );
};

const Sending = ({ share, onStop }: { share: number; onStop: () => void }) => {
  const t = useT();
  const { formatNumber } = useIntl();
  const percent = formatNumber(share / 100, { style: 'percent' });
  // A large workbook takes some seconds more: its bar is full then.
  const words = share >= 100 ? t('imports.file.reading') : t('imports.file.sending', { percent });
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <Typography>{words}</Typography>
      <ProgressLine value={share} label={words} />
      <Box>
        <Button variant="tertiary" onClick={onStop}>
          {t('imports.file.stop')}
        </Button>
      </Box>
    </Flex>
  );
};

/** Choose or drop the file; it is sent at once. */
export const FileStep = ({ groupId, onDone }: Props) => {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [large, setLarge] = useState<ReturnType<typeof tooLargeAs>>(null);
  const { upload, send, stop } = useUpload(onDone);
  const take = (file: File | undefined) => {
    if (!file) return;
    const limit = tooLargeAs(file);
    setLarge(limit);
    if (limit === null) send(file, groupId);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  // With a byte order mark: without it Excel takes Turkish letters for others.
  const saveSample = () =>
    saveFile(
      new Blob([`\ufeff${t('imports.file.sample-text')}`], { type: 'text/csv' }),
      t('imports.file.sample-name')
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {upload.state === 'failed' ? <Failure error={upload.error} /> : null}
      {large ? <Notice variant="danger" title={t(`imports.file.${large}`)} /> : null}
      <Flex
        direction="column"
        gap={4}
        padding={8}
        hasRadius
        borderColor={isOver ? 'primary600' : 'neutral200'}
        borderStyle="dashed"
        background={isOver ? 'primary100' : 'neutral0'}
        onDragOver={(event: DragEvent) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {upload.state === 'sending' ? (
          <Sending share={upload.share} onStop={stop} />
        ) : (
          <>
            <Typography variant="delta" tag="p" textAlign="center">
              {t('imports.file.drop')}
            </Typography>
            <Button startIcon={<UploadIcon />} onClick={() => input.current?.click()}>
              {t('imports.file.choose')}
            </Button>
            <Typography variant="pi" textColor="neutral600" textAlign="center">
              {t('imports.file.hint')}
            </Typography>
            <Button variant="ghost" startIcon={<Download />} onClick={saveSample}>
              {t('imports.file.sample')}
            </Button>
          </>
        )}
        <VisuallyHidden>
          <input
            ref={input}
            type="file"
            tabIndex={-1}
            accept={ACCEPTED}
            aria-label={t('imports.file.choose')}
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
            data-testid="import-file"
          />
        </VisuallyHidden>
      </Flex>
    </Flex>
  );
};
