import { useRef } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { Bold, Code, Italic, Plus, StrikeThrough } from '@strapi/icons';
import { LIMITS, nextVariable } from '../../../../../server/src/contracts/template-rules';
import { useT } from '../../../shared/useT';
import { Counter } from '../../../shared/Counter';
import { Card } from '../../../shared/Surface';
import { toggleMark, withFormat } from './draft-model';
import type { Editor } from './useEditor';

const marks = [
  ['bold', '*', <Bold key="b" />],
  ['italic', '_', <Italic key="i" />],
  ['strike', '~', <StrikeThrough key="s" />],
  ['mono', '```', <Code key="c" />],
] as const;

/** Writes into the text where the cursor stands, and puts the cursor behind what was written. */
const useBodyTools = (editor: Editor) => {
  const area = useRef<HTMLTextAreaElement | null>(null);
  const put = (text: string, selection: readonly [number, number]) => {
    editor.change({ body: text });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(...selection);
    });
  };
  const selection = (): [number, number] => {
    const end = editor.draft.body.length;
    return [area.current?.selectionStart ?? end, area.current?.selectionEnd ?? end];
  };
  return {
    area,
    mark: (sign: string) => {
      const next = toggleMark(editor.draft.body, selection(), sign);
      put(next.text, next.selection);
    },
    addVariable: () => {
      const { body, header, parameterFormat } = editor.draft;
      const [start, end] = selection();
      // A numbered header counts for itself; a named one shares its names with the text.
      const texts =
        parameterFormat === 'NAMED' && header.kind === 'text' ? [body, header.text] : [body];
      const written = `{{${nextVariable(parameterFormat, texts)}}}`;
      const at = start + written.length;
      put(body.slice(0, start) + written + body.slice(end), [at, at]);
    },
  };
};

const FormatChoice = ({ editor }: { editor: Editor }) => {
  const t = useT();
  // Meta keeps the kind of variables of a template that exists.
  const isFixed = editor.view.status !== 'DRAFT';
  return (
    <SingleSelect
      size="S"
      aria-label={t('templates.editor.format')}
      value={editor.draft.parameterFormat}
      disabled={isFixed}
      onChange={(value) =>
        editor.change(withFormat(editor.draft, value === 'NAMED' ? 'NAMED' : 'POSITIONAL'))
      }
    >
      <SingleSelectOption value="NAMED">{t('templates.editor.format.NAMED')}</SingleSelectOption>
      <SingleSelectOption value="POSITIONAL">
        {t('templates.editor.format.POSITIONAL')}
      </SingleSelectOption>
    </SingleSelect>
  );
};

/** How the business wants to sound (T-44), beside the text that is written. */
const Tone = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const notes = editor.advice.houseStyle?.toneNotes ?? '';
  if (notes === '') return null;
  return (
    <Box background="neutral100" hasRadius padding={3} data-testid="tone-notes">
      <Typography variant="pi" fontWeight="bold" tag="h3">
        {t('templates.editor.tone')}
      </Typography>
      {notes.split('\n').map((line, index) => (
        <Typography key={index} variant="pi" tag="p" dir="auto">
          {line}
        </Typography>
      ))}
    </Box>
  );
};

/** The text itself, with WhatsApp's marks and variables (T-06, T-07). */
export const BodyPart = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const tools = useBodyTools(editor);
  const { body } = editor.draft;
  return (
    <Card title={t('templates.editor.body')}>
      <Tone editor={editor} />
      <Flex gap={2} wrap="wrap" justifyContent="space-between">
        <Flex gap={1} wrap="wrap" role="toolbar" aria-label={t('templates.editor.tools')}>
          {marks.map(([name, sign, icon]) => (
            <IconButton
              key={name}
              label={t(`templates.editor.tool.${name}`)}
              variant="tertiary"
              onClick={() => tools.mark(sign)}
            >
              {icon}
            </IconButton>
          ))}
          <Button
            variant="secondary"
            startIcon={<Plus />}
            onClick={tools.addVariable}
            data-testid="add-variable"
          >
            {t('templates.editor.addVariable')}
          </Button>
        </Flex>
        <FormatChoice editor={editor} />
      </Flex>
      <Field.Root name="body" required error={editor.errorOf('body') ?? false}>
        <Field.Label action={<Counter length={body.length} limit={LIMITS.body} />}>
          {t('templates.editor.bodyLabel')}
        </Field.Label>
        <Textarea
          ref={tools.area}
          value={body}
          dir="auto"
          rows={8}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
            editor.change({ body: event.target.value })
          }
          onBlur={() => editor.touch('body')}
        />
        <Field.Error />
      </Field.Root>
    </Card>
  );
};
