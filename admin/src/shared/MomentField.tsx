import { useRef, useState, type FocusEvent, type ReactNode } from 'react';
import { Field, Flex, TextInput } from '@strapi/design-system';
import { dayText, momentOf, typedOf, withUsualTime, type TypedMoment } from './typed-moment';
import { useT } from './useT';

interface Props {
  readonly name: string;
  readonly label: string;
  /** Epoch ms; null: none; NaN: what is typed is no full date and time, so nothing may be saved. */
  readonly at: number | null;
  readonly onChange: (at: number | null) => void;
  readonly error?: string | false;
  readonly hint?: string;
  readonly required?: boolean;
  /** The browser's calendar offers no day before today. */
  readonly isAhead?: boolean;
  /** Stands below the field. */
  readonly children?: ReactNode;
}

type Part = 'day' | 'time';

/** What is typed in both parts, and the instant that it means. */
const useTyped = ({ at, onChange }: Pick<Props, 'at' | 'onChange'>) => {
  const [draft, setDraft] = useState<TypedMoment | null>(null);
  const day = useRef<HTMLInputElement>(null);
  const time = useRef<HTMLInputElement>(null);
  const meant = draft === null ? null : momentOf(draft);
  // Some forms keep an unreadable moment as none: what is typed stays.
  const isMine = Object.is(meant, at) || (at === null && Number.isNaN(meant));
  const typed = draft !== null && isMine ? draft : typedOf(at);
  /** The browser tells of no change while a part is half typed: it is also read after each key and on leaving. */
  const read = (changed: Part | null) => {
    if (!day.current || !time.current) return;
    const now: TypedMoment = {
      day: day.current.value,
      time: time.current.value,
      isBroken: day.current.validity.badInput || time.current.validity.badInput,
      hasOwnTime: changed === 'time' ? time.current.value !== '' : typed.hasOwnTime,
    };
    const next = changed === 'day' ? withUsualTime(now, new Date()) : now;
    if (changed === null && Object.is(momentOf(next), momentOf(typed))) return;
    setDraft(next);
    onChange(momentOf(next));
  };
  return { day, time, typed, read, isUnread: Number.isNaN(momentOf(typed)) };
};

/** Is the focus in one of the parts? A mistake is not shown in the middle of typing. */
const useInside = () => {
  const [isInside, setInside] = useState(false);
  return {
    isInside,
    onFocus: () => setInside(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
      setInside(currentTarget.contains(relatedTarget)),
  };
};

/**
 * A date and a time, typed or picked, in the browser's own fields: they show the format of the reader's country and never read
 * one date as another. A day without a time gets a usual one.
 */
export const MomentField = ({ at, onChange, ...props }: Props) => {
  const t = useT();
  const { day, time, typed, read, isUnread } = useTyped({ at, onChange });
  const { isInside, ...watch } = useInside();
  const unread = isUnread && !isInside ? t('shell.moment.unread') : false;
  const error = unread || (props.error ?? false);
  const partOf = (part: Part) => ({
    type: part === 'day' ? 'date' : 'time',
    value: typed[part],
    'aria-label': t(`shell.moment.${part}`),
    onChange: () => read(part),
    onKeyUp: () => read(null),
    onBlur: () => read(null),
  });
  return (
    <Field.Root
      name={props.name}
      error={error}
      hint={props.hint}
      required={props.required ?? false}
    >
      <Field.Label>{props.label}</Field.Label>
      <Flex role="group" aria-label={props.label} gap={1} wrap="wrap" {...watch}>
        <TextInput
          {...partOf('day')}
          ref={day}
          max="9999-12-31"
          {...(props.isAhead ? { min: dayText(new Date()) } : {})}
        />
        <Field.Root name={`${props.name}-time`} required={props.required ?? false}>
          <TextInput {...partOf('time')} ref={time} hasError={error !== false} />
        </Field.Root>
      </Flex>
      <Field.Error />
      <Field.Hint />
      {props.children}
    </Field.Root>
  );
};
