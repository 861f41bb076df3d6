import { useRef, useState } from 'react';
import { Button, Field, Flex, Modal, VisuallyHidden } from '@strapi/design-system';
import { Images, Upload } from '@strapi/icons';
import { useFetchClient } from '@strapi/strapi/admin';
import { focusWindow } from './dialog-focus';
import { HEAD_BYTES, judgeFile } from '../../../server/src/contracts/media-rules';
import type { LibraryFile as StoredFile } from '../../../server/src/contracts/quick-replies';
import { fileLimits } from './file-problem';
import type { LibraryFile, LibraryKind } from './LibraryPicker';
import { ScrollBody } from './ScrollBody';
import { useApiError } from './useApiError';
import { useT } from './useT';
import type { Key } from '../translations/key';

interface Props {
  readonly kind: LibraryKind;
  readonly onPick: (file: LibraryFile) => void;
  readonly onClose: () => void;
  readonly onBrowse: () => void;
}

const ACCEPT: Record<LibraryKind, string | undefined> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  document: undefined,
  any: undefined,
};

/** The key of what keeps this file from being taken, or null: the same rule by which the server judges it. */
const problemOf = async (file: File, kind: LibraryKind): Promise<Key | null> => {
  const verdict = judgeFile({
    name: file.name,
    sizeBytes: file.size,
    head: new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()),
  });
  if (!verdict.ok)
    return verdict.why === 'too-large' ? 'error.media-too-large' : 'error.media-type';
  return kind === 'any' || verdict.kind === kind ? null : `shell.file.only.${kind}`;
};

const useJudgedUpload = ({ kind, onPick, onClose }: Omit<Props, 'onBrowse'>) => {
  const t = useT();
  const explain = useApiError();
  const { post } = useFetchClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const store = async (file: File) => {
    const problem = await problemOf(file, kind);
    if (problem !== null) return setError(t(problem));
    const form = new FormData();
    form.append('file', file, file.name);
    const { data } = await post<StoredFile>('/whatsapp/library-files', form);
    onPick({ ...data, size: data.size / 1000 });
    return onClose();
  };
  const upload = async (file: File) => {
    setBusy(true);
    setError(null);
    try {
      await store(file);
    } catch (cause) {
      const { message, remedy } = explain(cause);
      setError([message, remedy].filter(Boolean).join(' '));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, upload };
};

/** For people who may choose from the media library and not upload there. */
export const DeviceOrLibrary = ({ onBrowse, ...props }: Props) => {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const { isBusy, error, upload } = useJudgedUpload(props);
  return (
    <Modal.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('shell.file.choose')}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <Field.Root error={error ?? false} hint={t('shell.file.limits', fileLimits)}>
            <Flex gap={2} wrap="wrap">
              <Button
                startIcon={<Upload />}
                loading={isBusy}
                onClick={() => input.current?.click()}
                data-testid="upload-file"
              >
                {t('inbox.attach.device')}
              </Button>
              <Button
                variant="secondary"
                startIcon={<Images />}
                disabled={isBusy}
                onClick={onBrowse}
                data-testid="browse-library"
              >
                {t('inbox.attach.library')}
              </Button>
            </Flex>
            <Field.Error />
            <Field.Hint />
            <VisuallyHidden>
              <input
                ref={input}
                type="file"
                tabIndex={-1}
                accept={ACCEPT[props.kind]}
                aria-label={t('inbox.attach.device')}
                data-testid="upload-input"
                onChange={(event) => {
                  const [file] = event.target.files ?? [];
                  event.target.value = '';
                  if (file) void upload(file);
                }}
              />
            </VisuallyHidden>
          </Field.Root>
        </ScrollBody>
      </Modal.Content>
    </Modal.Root>
  );
};
