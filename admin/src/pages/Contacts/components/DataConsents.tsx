import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { DataPurpose } from '../../../../../server/src/contracts/consent';
import type { ContactDetails } from '../../../../../server/src/contracts/contacts';
import { useCan } from '../../../shared/permissions';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { DataConsentDialog } from './DataConsentDialog';

/** What the person said of data collection, purpose by purpose; apart from messages. */
export const DataConsents = ({
  details: { contact, dataConsents },
}: {
  details: Pick<ContactDetails, 'contact' | 'dataConsents'>;
}) => {
  const t = useT();
  const { can } = useCan();
  const moments = useMoments();
  const [recording, setRecording] = useState(false);
  if (dataConsents.length === 0) return null;
  const purposes = dataConsents.map(({ purpose }): DataPurpose => purpose);
  return (
    <Box tag="section" aria-label={t('contacts.data.title')} data-testid="data-consents">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography variant="delta" tag="h3">
          {t('contacts.data.title')}
        </Typography>
        {dataConsents.map(({ purpose, state, at }) => (
          <Flex key={purpose} justifyContent="space-between" gap={2} wrap="wrap">
            <Box>
              <Typography tag="p">{t(`contacts.category.${purpose}`)}</Typography>
              {at === null ? null : (
                <Typography variant="pi" textColor="neutral600">
                  {moments.full(at)}
                </Typography>
              )}
            </Box>
            <StatusWord of="consent" state={state} />
          </Flex>
        ))}
        {can.contactEdit ? (
          <Flex>
            <Button
              variant="secondary"
              onClick={() => setRecording(true)}
              data-testid="record-data-consent"
            >
              {t('contacts.data.record')}
            </Button>
          </Flex>
        ) : null}
      </Flex>
      {recording ? (
        <DataConsentDialog
          contact={contact}
          purposes={purposes}
          onClose={() => setRecording(false)}
        />
      ) : null}
    </Box>
  );
};
