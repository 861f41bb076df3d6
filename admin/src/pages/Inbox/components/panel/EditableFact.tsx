import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Box, Field, Flex, IconButton, Typography } from '@strapi/design-system';
import { Check, Cross, Pencil } from '@strapi/icons';
import { firstField } from '../../../../shared/dialog-focus';
import { useT } from '../../../../shared/useT';

export interface Editing {
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

interface Props {
  readonly name: string;
  readonly label: string;
  /** As it is now; empty = not known. */
  readonly value: string;
  /** As it is shown; the value itself without it. */
  readonly shown?: ReactNode;
  readonly canEdit: boolean;
  readonly input: (editing: Editing) => ReactNode;
  /** Answers what is wrong, in words; null = saved. */
  readonly onSave: (value: string) => Promise<string | null>;
}

type FormProps = Props & { readonly onClose: () => void };

/** Enter in a list, which would open it. */
const isEnterInList = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' && target instanceof HTMLElement && target.matches('div[role="combobox"]');

/**
 * A form that a press opened has the focus; Escape leaves it, and the drawer that it may stand in stays open. Enter saves what
 * was chosen in a list as it saves what was typed.
 */
const useFieldForm = (isChanged: boolean, onClose: () => void) => {
  const form = useRef<HTMLFormElement>(null);
  const latest = useRef({ isChanged, onClose });
  latest.current = { isChanged, onClose };
  useEffect(() => {
    const element = form.current;
    if (!element) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const savesChoice = latest.current.isChanged && isEnterInList(event);
      if (event.key !== 'Escape' && !savesChoice) return;
      event.stopPropagation();
      if (!savesChoice) return latest.current.onClose();
      event.preventDefault();
      element.requestSubmit();
    };
    firstField(element)?.focus();
    element.addEventListener('keydown', onKeyDown);
    return () => element.removeEventListener('keydown', onKeyDown);
  }, []);
  return form;
};

const EditForm = ({ name, label, value, input, onSave, onClose }: FormProps) => {
  const t = useT();
  const [typed, setTyped] = useState(value);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isChanged = typed.trim() !== value.trim();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged) return onClose();
    setSaving(true);
    const wrong = await onSave(typed.trim());
    setSaving(false);
    if (wrong === null) onClose();
    else setProblem(wrong);
  };
  const form = useFieldForm(isChanged, onClose);
  return (
    <form ref={form} onSubmit={(event) => void save(event)} noValidate>
      <Field.Root name={`panel-${name}`} error={problem ?? false}>
        <Field.Label>{label}</Field.Label>
        <Flex gap={1} alignItems="flex-start">
          <Box flex="1" minWidth="0">
            {input({
              value: typed,
              disabled: isSaving,
              onChange: (next) => {
                setProblem(null);
                setTyped(next);
              },
            })}
          </Box>
          <IconButton
            type="submit"
            label={t('inbox.panel.field.save', { label })}
            disabled={isSaving}
            data-testid={`save-${name}`}
          >
            <Check />
          </IconButton>
          <IconButton label={t('inbox.panel.field.cancel', { label })} onClick={onClose}>
            <Cross />
          </IconButton>
        </Flex>
        <Field.Error />
      </Field.Root>
    </form>
  );
};

/** A word and what is known of it; a pencil turns it into a field. Enter saves, Esc leaves it as it was. */
export const EditableFact = (props: Props) => {
  const t = useT();
  const { name, label, value, shown, canEdit } = props;
  const [isOpen, setOpen] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    // The focus goes back to where the editing began.
    requestAnimationFrame(() => pencil.current?.focus());
  };
  if (isOpen) return <EditForm {...props} onClose={close} />;
  return (
    <Flex justifyContent="space-between" gap={2}>
      <Typography variant="pi" textColor="neutral600">
        {label}
      </Typography>
      <Flex gap={1} minWidth="0">
        <Typography variant="pi" tag="span" dir="auto" data-testid={`fact-${name}`}>
          {shown ?? (value === '' ? '–' : value)}
        </Typography>
        {canEdit ? (
          <IconButton
            ref={pencil}
            variant="ghost"
            size="XS"
            label={t('inbox.panel.field.edit', { label })}
            onClick={() => setOpen(true)}
          >
            <Pencil />
          </IconButton>
        ) : null}
      </Flex>
    </Flex>
  );
};
