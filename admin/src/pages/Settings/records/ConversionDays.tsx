import { useState } from 'react';
import { Box, Button, Field, Flex, NumberInput } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { CONVERSION_DAYS, conversionDays } from '../../../../../server/src/contracts/conversions';
import {
  useWhatsappConversionSettingsQuery,
  useWhatsappSaveConversionSettingsMutation,
} from '../../../api/conversions';
import { ErrorState } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { Card } from '../consent/Card';

const Days = ({ days }: { readonly days: number }) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [typed, setTyped] = useState(days);
  const [save, saving] = useWhatsappSaveConversionSettingsMutation();
  const isGood = conversionDays.safeParse(typed).success;
  const press = async () => {
    try {
      await save({ days: typed }).unwrap();
      toggleNotification({ type: 'success', message: t('records.conversions.saved') });
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Flex alignItems="flex-start" gap={4} wrap="wrap">
      <Box flex="1 1 20rem" maxWidth="40rem">
        <Field.Root
          name="conversion-days"
          hint={t('records.conversions.days.hint')}
          error={isGood ? false : t('records.conversions.days.wrong', { ...CONVERSION_DAYS })}
        >
          <Field.Label>{t('records.conversions.days')}</Field.Label>
          <NumberInput
            value={typed}
            min={CONVERSION_DAYS.least}
            max={CONVERSION_DAYS.most}
            onValueChange={(value: number | undefined) => setTyped(value ?? 0)}
            data-testid="conversion-days"
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
      </Box>
      <Box paddingTop={5}>
        <Button
          variant="secondary"
          disabled={!isGood || typed === days}
          loading={saving.isLoading}
          onClick={() => void press()}
          data-testid="conversion-days-save"
        >
          {t('records.save')}
        </Button>
      </Box>
    </Flex>
  );
};

/** Within how many days after a message what people do counts as its effect. */
export const ConversionDays = () => {
  const t = useT();
  const { data, error, isError, refetch } = useWhatsappConversionSettingsQuery();
  if (isError && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Card title={t('records.conversions.title')}>
      <Days key={data.days} days={data.days} />
    </Card>
  );
};
