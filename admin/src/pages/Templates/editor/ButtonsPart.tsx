import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { ArrowDown, ArrowUp, Plus, Trash } from '@strapi/icons';
import type {
  DraftButton,
  DraftButtonType,
} from '../../../../../server/src/contracts/template-draft';
import {
  BUTTON_LIMITS,
  endsInVariable,
  endsMarketing,
  leadsOut,
  LIMITS,
  optOutMark,
  unmarkedWayOuts,
  type Said,
} from '../../../../../server/src/contracts/template-rules';
import { Counter } from '../../../shared/Counter';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';
import { UnmarkedWayOut } from '../components/UnmarkedWayOut';
import { markedButtons, moved, withButton, withWayOut } from './draft-model';
import type { Editor } from './useEditor';

const types = Object.keys(BUTTON_LIMITS) as DraftButtonType[];

type OneProps = { editor: Editor; button: DraftButton; index: number };
type InputProps = {
  editor: Editor;
  field: string;
  label: string;
  value: string;
  hint?: string;
  limit?: number;
  onChange: (value: string) => void;
};

const Input = ({ editor, field, label, value, hint, limit, onChange }: InputProps) => (
  <Field.Root name={field} required error={editor.errorOf(field) ?? false} hint={hint}>
    <Field.Label action={limit ? <Counter length={value.length} limit={limit} /> : undefined}>
      {label}
    </Field.Label>
    <TextInput
      value={value}
      dir="auto"
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      onBlur={() => editor.touch(field)}
    />
    <Field.Error />
    <Field.Hint />
  </Field.Root>
);

type QuickReply = Extract<DraftButton, { type: 'QUICK_REPLY' }>;
const NOTHING = 'none';

/** What a tap ends (O-18). */
const MarkSelect = ({
  name,
  said,
  button,
  onChange,
}: {
  name: string;
  /** What the template says: a word that it names as the way out needs no mark. */
  said: Said;
  button: QuickReply;
  onChange: (next: QuickReply) => void;
}) => {
  const t = useT();
  const mark = optOutMark(button, said);
  const isWord = endsMarketing(button.text, said);
  const choose = (value: string | number) =>
    onChange({ ...button, optOut: value === 'marketing' || value === 'all' ? value : false });
  const hint = isWord
    ? t('templates.editor.button.optOut.word', { text: button.text.trim() })
    : mark && t('templates.editor.button.optOut.hint');
  return (
    <Field.Root name={name} hint={hint}>
      <Field.Label>{t('templates.editor.button.optOut')}</Field.Label>
      <SingleSelect value={mark ?? NOTHING} onChange={choose}>
        <SingleSelectOption value={NOTHING} disabled={isWord}>
          {t('templates.editor.button.optOut.none')}
        </SingleSelectOption>
        <SingleSelectOption value="marketing">
          {t('templates.editor.button.optOut.marketing')}
        </SingleSelectOption>
        <SingleSelectOption value="all">
          {t('templates.editor.button.optOut.all')}
        </SingleSelectOption>
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};

const Fields = ({ editor, button, index }: OneProps) => {
  const t = useT();
  const set = (next: DraftButton) =>
    editor.change({
      buttons: editor.draft.buttons.map((one, place) => (place === index ? next : one)),
    });
  const at = `buttons.${index}`;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {button.type === 'COPY_CODE' ? (
        <Input
          editor={editor}
          field={`${at}.example`}
          label={t('templates.editor.button.coupon')}
          value={button.example}
          onChange={(example) => set({ ...button, example })}
        />
      ) : (
        <Input
          editor={editor}
          field={`${at}.text`}
          label={t('templates.editor.button.text')}
          value={button.text}
          limit={LIMITS.buttonText}
          onChange={(text) => set({ ...button, text })}
        />
      )}
      {button.type === 'QUICK_REPLY' &&
      (editor.draft.category === 'MARKETING' || optOutMark(button, editor.draft)) ? (
        <MarkSelect name={`${at}.optOut`} said={editor.draft} button={button} onChange={set} />
      ) : null}
      {button.type === 'URL' ? (
        <Input
          editor={editor}
          field={`${at}.url`}
          label={t('templates.editor.button.url')}
          hint={t('templates.editor.button.urlHint', { mark: '{{1}}' })}
          value={button.url}
          onChange={(url) => set({ ...button, url: url.trim() })}
        />
      ) : null}
      {button.type === 'URL' && endsInVariable(button.url) ? (
        <Input
          editor={editor}
          field={`${at}.example`}
          label={t('templates.editor.button.urlExample', { mark: '{{1}}' })}
          value={button.example}
          onChange={(example) => set({ ...button, example: example.trim() })}
        />
      ) : null}
      {button.type === 'PHONE_NUMBER' ? (
        <Input
          editor={editor}
          field={`${at}.phone`}
          label={t('templates.editor.button.phone')}
          value={button.phone}
          onChange={(phone) => set({ ...button, phone: phone.replace(/[\s()-]/g, '') })}
        />
      ) : null}
    </Flex>
  );
};

const OneButton = ({ editor, button, index }: OneProps) => {
  const t = useT();
  const { buttons } = editor.draft;
  const error = editor.errorOf(`buttons.${index}`);
  const name = t('templates.editor.button.name', {
    number: index + 1,
    type: t(`templates.editor.button.${button.type}`),
  });
  return (
    <Box tag="li" background="neutral100" hasRadius padding={4} role="group" aria-label={name}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography fontWeight="bold">{name}</Typography>
          <Flex gap={1}>
            <IconButton
              label={t('templates.editor.button.up', { number: index + 1 })}
              variant="ghost"
              disabled={index === 0}
              onClick={() => editor.change({ buttons: moved(buttons, index, -1) })}
            >
              <ArrowUp />
            </IconButton>
            <IconButton
              label={t('templates.editor.button.down', { number: index + 1 })}
              variant="ghost"
              disabled={index === buttons.length - 1}
              onClick={() => editor.change({ buttons: moved(buttons, index, 1) })}
            >
              <ArrowDown />
            </IconButton>
            <IconButton
              label={t('templates.editor.button.remove', { number: index + 1 })}
              variant="ghost"
              onClick={() =>
                editor.change({ buttons: buttons.filter((_, place) => place !== index) })
              }
            >
              <Trash />
            </IconButton>
          </Flex>
        </Flex>
        {error ? (
          <Typography textColor="danger600" variant="pi" role="alert">
            {error}
          </Typography>
        ) : null}
        <Fields editor={editor} button={button} index={index} />
      </Flex>
    </Box>
  );
};

/** Buttons of a marketing message that only seem to let its readers go. That none does is advice. */
const WayOutNote = ({ editor }: { editor: Editor }) => {
  const { draft } = editor;
  const unmarked = unmarkedWayOuts(draft);
  if (unmarked.length === 0) return null;
  return (
    <UnmarkedWayOut
      texts={unmarked}
      onMark={() => editor.change({ buttons: markedButtons(draft.buttons, unmarked) })}
    />
  );
};

/** Quick replies and calls to action, a link also with an end of its own for each person (T-09, T-10). */
export const ButtonsPart = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const { buttons } = editor.draft;
  const error = editor.errorOf('buttons');
  const isMarketing = editor.draft.category === 'MARKETING';
  const full = (type: DraftButtonType): boolean =>
    buttons.length >= LIMITS.buttons ||
    buttons.filter((one) => one.type === type).length >= BUTTON_LIMITS[type];
  return (
    <Card title={t('templates.editor.buttons')} note={t('templates.editor.buttonsNote')}>
      {error ? (
        <Typography textColor="danger600" variant="pi" role="alert">
          {error}
        </Typography>
      ) : null}
      {buttons.length > 0 ? (
        <Flex tag="ol" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
          {buttons.map((button, index) => (
            <OneButton key={index} editor={editor} button={button} index={index} />
          ))}
        </Flex>
      ) : null}
      {isMarketing ? <WayOutNote editor={editor} /> : null}
      <Flex gap={2} wrap="wrap">
        {isMarketing && !buttons.some((one) => leadsOut(one, editor.draft)) ? (
          <Button
            size="S"
            variant="secondary"
            startIcon={<Plus />}
            disabled={full('QUICK_REPLY')}
            onClick={() => editor.change({ buttons: withWayOut(editor.draft) })}
            data-testid="add-way-out"
          >
            {t('templates.editor.button.addOptOut')}
          </Button>
        ) : null}
        {types.map((type) => (
          <Button
            key={type}
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            disabled={full(type)}
            onClick={() => editor.change({ buttons: withButton(buttons, type) })}
          >
            {t(`templates.editor.button.${type}`)}
          </Button>
        ))}
      </Flex>
    </Card>
  );
};
