import { Button, Flex, IconButton, TextInput, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import type { OpenSpan } from '../../../../../server/src/contracts/team';
import { useT } from '../../../shared/useT';
import { nextSpan, timeTyped } from './model';

interface Props {
  /** Of what these times are: "Monday", "New Year". */
  readonly of: string;
  readonly spans: readonly OpenSpan[];
  readonly onChange: (spans: OpenSpan[]) => void;
  readonly error: string | null;
}

/** The times of one day: none = closed. */
export const Spans = ({ of, spans, onChange, error }: Props) => {
  const t = useT();
  const change = (at: number, part: Partial<OpenSpan>) =>
    onChange(spans.map((span, i) => (i === at ? { ...span, ...part } : span)));
  /** Once it is typed: a half-typed time is left alone. */
  const settle = (at: number, end: keyof OpenSpan) => {
    const typed = spans[at]?.[end] ?? '';
    const read = timeTyped(typed);
    if (read !== typed) change(at, { [end]: read });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {spans.length === 0 ? (
        <Typography textColor="neutral600">{t('team.hours.closed')}</Typography>
      ) : null}
      {spans.map((span, at) => (
        // Times of a day have no other names than their places.
        <Flex key={at} gap={2} wrap="wrap">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              size="S"
              name={`${of} ${at} ${end}`}
              aria-label={t(`team.hours.${end}`, { of, number: at + 1 })}
              value={span[end]}
              placeholder="09:00"
              maxLength={10}
              hasError={error !== null}
              onChange={(event) => change(at, { [end]: event.target.value })}
              onBlur={() => settle(at, end)}
            />
          ))}
          <IconButton
            label={t('team.hours.remove', { of, number: at + 1 })}
            variant="ghost"
            onClick={() => onChange(spans.filter((_, i) => i !== at))}
          >
            <Trash />
          </IconButton>
        </Flex>
      ))}
      {error === null ? null : (
        <Typography variant="pi" textColor="danger600" role="alert">
          {error}
        </Typography>
      )}
      {spans.length < 4 ? (
        <Flex>
          <Button
            size="S"
            variant="ghost"
            startIcon={<Plus />}
            aria-label={t('team.hours.add-of', { of })}
            onClick={() => onChange([...spans, nextSpan(spans)])}
          >
            {t('team.hours.add')}
          </Button>
        </Flex>
      ) : null}
    </Flex>
  );
};
