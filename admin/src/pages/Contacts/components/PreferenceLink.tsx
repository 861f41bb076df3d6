import { Button, Flex, Typography } from '@strapi/design-system';
import { useWhatsappPreferenceLinkMutation } from '../../../api/contacts';
import { CopyValue } from '../../../shared/CopyValue';
import { useApiError } from '../../../shared/useApiError';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

/** The link to the page where the person chooses for themselves (O-31), made when it is asked for. */
export const PreferenceLink = ({ contactId }: { contactId: number }) => {
  const t = useT();
  const moments = useMoments();
  const explain = useApiError();
  const [make, { data, error, isLoading }] = useWhatsappPreferenceLinkMutation();
  if (data)
    return (
      <Flex direction="column" alignItems="stretch" gap={1} width="100%">
        <CopyValue label={t('contacts.preferences.label')} value={data.url} />
        <Typography variant="pi" textColor="neutral600">
          {t('contacts.preferences.until', { until: moments.day(data.until) })}
        </Typography>
      </Flex>
    );
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Button
        variant="tertiary"
        loading={isLoading}
        onClick={() => void make(contactId)}
        data-testid="preference-link"
      >
        {t('contacts.preferences.create')}
      </Button>
      {error ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {explain(error).message}
        </Typography>
      ) : null}
    </Flex>
  );
};
