import { Checkbox, Field, Flex, NumberInput, Typography } from '@strapi/design-system';
import type { MarketingCap } from '../../../../../server/src/contracts/consent';
import { useT } from '../../../shared/useT';
import { Card } from './Card';
import { FIRST_CAP, type ConsentForm } from './model';

type Props = { form: ConsentForm; onChange: (part: Partial<ConsentForm>) => void };

const Amount = ({
  of,
  cap,
  most,
  onChange,
}: {
  of: keyof MarketingCap;
  cap: MarketingCap;
  most: number;
  onChange: (cap: MarketingCap) => void;
}) => {
  const t = useT();
  return (
    <Field.Root name={`marketingCap.${of}`}>
      <Field.Label>{t(`consent.cap.${of}`)}</Field.Label>
      <NumberInput
        value={cap[of]}
        onValueChange={(value: number | undefined) => {
          if (value !== undefined && Number.isFinite(value))
            onChange({ ...cap, [of]: Math.min(most, Math.max(1, Math.round(value))) });
        }}
        data-testid={`cap-${of}`}
      />
    </Field.Root>
  );
};

/** How much marketing one person gets at most, whatever campaigns are sent (O-28). */
export const Cap = ({ form, onChange }: Props) => {
  const t = useT();
  const { marketingCap: cap } = form;
  const set = (next: MarketingCap | null) => onChange({ marketingCap: next });
  return (
    <Card title={t('consent.cap.title')}>
      <Typography textColor="neutral600">{t('consent.cap.intro')}</Typography>
      <Checkbox
        checked={cap !== null}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          set(checked === true ? FIRST_CAP : null)
        }
        data-testid="cap-on"
      >
        {t('consent.cap.on')}
      </Checkbox>
      {cap ? (
        <Flex gap={4} wrap="wrap" alignItems="flex-end">
          <Amount of="messages" cap={cap} most={50} onChange={set} />
          <Amount of="days" cap={cap} most={90} onChange={set} />
        </Flex>
      ) : null}
      {cap ? <Typography variant="pi">{t('consent.cap.sentence', { ...cap })}</Typography> : null}
    </Card>
  );
};
