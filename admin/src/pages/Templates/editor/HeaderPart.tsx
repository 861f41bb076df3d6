import { useState } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import type { DraftFile, DraftHeader } from '../../../../../server/src/contracts/template-draft';
import {
  formatsOf,
  HEADER_FILES,
  LIMITS,
} from '../../../../../server/src/contracts/template-rules';
import { HeaderArea } from '../../../shared/HeaderArea';
import { Counter } from '../../../shared/Counter';
import { LibraryPicker, type LibraryFile } from '../../../shared/LibraryPicker';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';
import { headerKinds, newHeader, type HeaderKind } from './draft-model';
import type { Editor } from './useEditor';

const MB = 1024 * 1024;

const Kinds = ({
  value,
  onChange,
}: {
  value: HeaderKind;
  onChange: (kind: HeaderKind) => void;
}) => {
  const t = useT();
  return (
    <Flex role="group" aria-label={t('templates.editor.header.kind')} gap={2} wrap="wrap">
      {headerKinds.map((kind) => (
        <Button
          key={kind}
          size="S"
          variant={kind === value ? 'secondary' : 'tertiary'}
          aria-pressed={kind === value}
          onClick={() => onChange(kind)}
        >
          {t(`templates.editor.header.${kind}`)}
        </Button>
      ))}
    </Flex>
  );
};

const draftFile = ({ id, name, mime, size, url }: LibraryFile): DraftFile => ({
  id,
  name: name.slice(0, 255),
  mime: mime.slice(0, 120),
  // Strapi keeps kilobytes of a thousand bytes.
  sizeBytes: Math.round(size * 1000),
  url: url.length <= 2000 ? url : null,
});

type MediaHeader = Extract<DraftHeader, { file: unknown }>;

const useSample = (editor: Editor, header: MediaHeader) => {
  const [open, setOpen] = useState(false);
  return {
    open: () => setOpen(true),
    dialog: open ? (
      <LibraryPicker
        kind={header.kind}
        onClose={() => setOpen(false)}
        onPick={(file) => {
          editor.change({ header: { ...header, file: draftFile(file) } });
          editor.touch('header.file');
        }}
      />
    ) : null,
  };
};

/** The header on the preview's phone: pressed, its file is chosen (T-29). */
export const SampleArea = ({ editor, header }: { editor: Editor; header: MediaHeader }) => {
  const sample = useSample(editor, header);
  return (
    <>
      <HeaderArea kind={header.kind} file={header.file} onPress={sample.open} />
      {sample.dialog}
    </>
  );
};

const Sample = ({ editor, header }: { editor: Editor; header: MediaHeader }) => {
  const t = useT();
  const sample = useSample(editor, header);
  const isAtMeta = editor.view.status !== 'DRAFT';
  const { mimes, maxBytes } = HEADER_FILES[header.kind];
  return (
    <Field.Root
      name="header.file"
      required
      error={editor.errorOf('header.file') ?? false}
      hint={t('templates.editor.header.fileHint', { types: formatsOf(mimes), size: maxBytes / MB })}
    >
      <Field.Label>{t('templates.editor.header.file')}</Field.Label>
      <Flex gap={3} wrap="wrap" background="neutral100" hasRadius padding={3}>
        <Box flex="1" minWidth="0">
          <Typography dir="auto" textColor={header.file ? 'neutral800' : 'neutral600'}>
            {header.file?.name ?? t(`templates.media.none.${header.kind}`)}
          </Typography>
        </Box>
        <Button variant="secondary" onClick={sample.open} data-testid="choose-sample">
          {t(header.file ? 'templates.media.other' : 'templates.media.choose')}
        </Button>
      </Flex>
      {isAtMeta ? (
        <Typography variant="pi" textColor="neutral600" data-testid="kept-file">
          {header.file
            ? t('templates.editor.header.fileKept', { name: header.file.name })
            : t('templates.editor.header.fileUnknown')}
        </Typography>
      ) : null}
      <Field.Error />
      <Field.Hint />
      {sample.dialog}
    </Field.Root>
  );
};

const HeaderText = ({ editor, text }: { editor: Editor; text: string }) => {
  const t = useT();
  return (
    <Field.Root
      name="header.text"
      required
      error={editor.errorOf('header.text') ?? false}
      hint={t('templates.editor.header.textHint')}
    >
      <Field.Label action={<Counter length={text.length} limit={LIMITS.header} />}>
        {t('templates.editor.header.textLabel')}
      </Field.Label>
      <TextInput
        value={text}
        dir="auto"
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
          editor.change({ header: { kind: 'text', text: event.target.value } });
          editor.touch('header.text');
        }}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** What stands above the text: nothing, a line, a file that is chosen for every send, or a place (T-05). */
export const HeaderPart = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const { header } = editor.draft;
  return (
    <Card title={t('templates.editor.header')} note={t('templates.editor.optional')}>
      <Kinds
        value={header.kind}
        onChange={(kind) => {
          if (kind !== header.kind) editor.change({ header: newHeader(kind) });
        }}
      />
      {header.kind === 'text' ? <HeaderText editor={editor} text={header.text} /> : null}
      {'file' in header ? <Sample editor={editor} header={header} /> : null}
      {header.kind === 'location' ? (
        <Typography textColor="neutral600">{t('templates.editor.header.locationNote')}</Typography>
      ) : null}
    </Card>
  );
};
