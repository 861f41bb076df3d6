import { Box, Button, Flex, TextInput, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { SlotBinding, TemplateSlot } from '../../../server/src/contracts/templates';
import { sizeOf } from './file-size';
import { useHeaderFile, type HeaderFileKind } from './useHeaderFile';
import { useLibraryFile } from './useLibraryFile';
import { useT } from './useT';

type Props = {
  slot: TemplateSlot;
  binding: SlotBinding | undefined;
  onChange: (binding: SlotBinding) => void;
  disabled: boolean;
};

const isMedia = (kind: string): kind is HeaderFileKind =>
  kind === 'image' || kind === 'video' || kind === 'document';

/** Text that is no file: the address of one, or a place as latitude,longitude. */
const Address = ({ slot, binding, onChange, disabled }: Props) => {
  const t = useT();
  return (
    <TextInput
      aria-label={t(slot.kind === 'location' ? 'templates.media.place' : 'templates.media.address')}
      placeholder={t(
        slot.kind === 'location' ? 'templates.media.placeHint' : 'templates.media.addressHint'
      )}
      value={binding?.source.kind === 'text' ? binding.source.text : ''}
      maxLength={1024}
      disabled={disabled}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
        onChange({ source: { kind: 'text', text: event.target.value }, fallback: null })
      }
    />
  );
};

/** What is chosen, or that nothing is; a file that went is said to be gone. */
const useWords = (
  kind: HeaderFileKind,
  fileId: number | null
): { words: string; gone: boolean } => {
  const t = useT();
  const { formatNumber } = useIntl();
  const file = useLibraryFile(fileId);
  if (fileId === null) return { words: t(`templates.media.none.${kind}`), gone: false };
  if (file === undefined) return { words: t('templates.media.loading'), gone: false };
  if (file === null) return { words: t('templates.media.gone', { id: fileId }), gone: true };
  const size = formatNumber(...sizeOf(Math.round(file.size * 1000)));
  return { words: `${file.name} · ${size}`, gone: false };
};

const LibraryFileChoice = ({ kind, ...props }: Props & { kind: HeaderFileKind }) => {
  const t = useT();
  const { binding, onChange, disabled } = props;
  const fileId = binding?.source.kind === 'media' ? binding.source.fileId : null;
  const { words, gone } = useWords(kind, fileId);
  const choice = useHeaderFile(kind, ({ id }) =>
    onChange({ source: { kind: 'media', fileId: id }, fallback: null })
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={3} wrap="wrap" background="neutral100" hasRadius padding={3}>
        <Box flex="1" minWidth="0">
          <Typography
            textColor={gone ? 'danger600' : fileId === null ? 'neutral600' : 'neutral800'}
            dir="auto"
          >
            {words}
          </Typography>
        </Box>
        <Button variant="secondary" disabled={disabled} onClick={choice.open}>
          {t(fileId === null ? 'templates.media.choose' : 'templates.media.other')}
        </Button>
      </Flex>
      {choice.error ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {choice.error}
        </Typography>
      ) : null}
      {/* An address that is typed takes the place of the file. */}
      <Address {...props} />
      {choice.dialog}
    </Flex>
  );
};

/** The file or place of a template's header: chosen from the media library and sent to everyone (T-29). */
export const HeaderMediaField = (props: Props) => {
  const { kind } = props.slot;
  return isMedia(kind) ? <LibraryFileChoice {...props} kind={kind} /> : <Address {...props} />;
};
