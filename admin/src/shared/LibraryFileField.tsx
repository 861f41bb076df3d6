import { useState } from 'react';
import { Box, Button, Field, Flex, IconButton, Typography } from '@strapi/design-system';
import { Paperclip, Trash } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { fileLimits, fileProblem } from './file-problem';
import { sizeOf } from './file-size';
import { LibraryPicker } from './LibraryPicker';
import { useT } from './useT';

/** A file of the media library in a form; `size` in bytes. */
export interface FieldFile {
  id: number;
  name: string;
  mime: string;
  size: number;
  url: string;
}

type Props = {
  label: string;
  file: FieldFile | null;
  onChange: (file: FieldFile | null) => void;
  error?: string | false;
};

/** Chosen in Strapi's own dialog; shown with name and size, judged at once, and taken out again. */
export const LibraryFileField = ({ label, file, onChange, error = false }: Props) => {
  const t = useT();
  const { formatNumber } = useIntl();
  const [isOpen, setOpen] = useState(false);
  const problem = file && fileProblem(file);
  return (
    <Field.Root
      error={error || (problem !== null && t(problem))}
      hint={t('shell.file.limits', fileLimits)}
    >
      <Field.Label>{label}</Field.Label>
      {file ? (
        <Flex gap={2} background="neutral100" hasRadius padding={2} justifyContent="space-between">
          <Box minWidth="0">
            <Typography tag="p" ellipsis>
              {file.name}
            </Typography>
            <Typography tag="p" variant="pi" textColor="neutral600">
              {formatNumber(...sizeOf(file.size))}
            </Typography>
          </Box>
          <IconButton
            variant="ghost"
            label={t('shell.file.take-out', { name: file.name })}
            onClick={() => onChange(null)}
          >
            <Trash />
          </IconButton>
        </Flex>
      ) : (
        <Box>
          <Button
            variant="secondary"
            startIcon={<Paperclip />}
            onClick={() => setOpen(true)}
            data-testid="choose-file"
          >
            {t('shell.file.choose')}
          </Button>
        </Box>
      )}
      <Field.Error />
      <Field.Hint />
      {isOpen ? (
        <LibraryPicker
          kind="any"
          onPick={({ id, name, mime, size, url }) =>
            onChange({ id, name, mime, url, size: Math.round(size * 1000) })
          }
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Field.Root>
  );
};
