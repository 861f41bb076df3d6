import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import {
  orderFields,
  orderFits,
  type OrderLookup,
  type OrderSlot,
} from '../../../../../server/src/contracts/ready-order';
import type { EntryType } from '../../../../../server/src/contracts/record-writes';
import { firstField } from '../../../shared/dialog-focus';
import { Select } from '../../../shared/SelectField';
import { useT } from '../../../shared/useT';

/** In the list of content types: none of them. */
const NONE = '';
const SLOTS: readonly OrderSlot[] = ['number', 'state'];

interface Props {
  /** Linked content types. */
  readonly types: readonly EntryType[];
  readonly isBusy: boolean;
  /** Null: the team looks for the order. */
  readonly onSubmit: (lookup: OrderLookup | null) => void;
  readonly onCancel: () => void;
}

/** Asks in which linked content type the orders are, and by which fields: chosen already where their names tell. */
export const OrderForm = ({ types, isBusy, onSubmit, onCancel }: Props) => {
  const t = useT();
  const place = useRef<HTMLFormElement>(null);
  const fits = orderFits(types);
  const [lookup, setLookup] = useState<OrderLookup | null>(
    fits.find(({ isLikely }) => isLikely) ?? null
  );
  useEffect(() => {
    if (place.current) firstField(place.current)?.focus();
  }, []);
  const typeOf = (uid: string) => types.find(({ type }) => type === uid);
  const type = lookup && typeOf(lookup.type);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(lookup);
  };
  return (
    <form ref={place} onSubmit={submit} noValidate data-testid="ready-order-form">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Select
          name="order-type"
          label={t('flows.entry.type')}
          value={lookup?.type ?? NONE}
          options={[
            [NONE, t('flows.ready.order.none')],
            ...fits.map((fit) => [fit.type, typeOf(fit.type)?.label || fit.type] as const),
          ]}
          onChange={(uid) => setLookup(fits.find((fit) => fit.type === uid) ?? null)}
        />
        {lookup && type
          ? SLOTS.map((slot) => (
              <Select
                key={slot}
                name={`order-${slot}`}
                label={t(`flows.ready.order.${slot}`)}
                value={lookup[slot]}
                options={orderFields(type, slot).map(({ field, label }) => [field, label] as const)}
                onChange={(field) => setLookup({ ...lookup, [slot]: field })}
              />
            ))
          : null}
        {lookup ? (
          <Typography variant="pi" textColor="neutral600">
            {t('flows.ready.order.finds')}
          </Typography>
        ) : null}
        <Flex gap={2} wrap="wrap">
          <Button type="submit" loading={isBusy} data-testid="ready-order-create">
            {t('flows.ready.use')}
          </Button>
          <Button variant="tertiary" onClick={onCancel}>
            {t('shell.dialog.dismiss')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
};
