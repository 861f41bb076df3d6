import { Box, Flex, Typography } from '@strapi/design-system';
import type { ContactDetails } from '../../../../../server/src/contracts/contacts';
import { useMoments } from '../../../shared/useMoments';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';

/** Messages that went because an entry carried consent for them (O-33): which entry, and what people agree to with one. */
export const CarriedMessages = ({ messages }: { messages: ContactDetails['carriedMessages'] }) => {
  const t = useT();
  const language = useRuleLocale();
  const moments = useMoments();
  if (messages.length === 0) return null;
  return (
    <Box tag="section" aria-label={t('contacts.carried.title')} data-testid="carried-messages">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography variant="delta" tag="h3">
          {t('contacts.carried.title')}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {t('contacts.carried.hint')}
        </Typography>
        <Flex tag="ol" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
          {messages.map(({ id, role, documentId, version, texts, at }) => (
            <Box key={id} tag="li" background="neutral100" hasRadius padding={4}>
              <Flex direction="column" alignItems="flex-start" gap={1}>
                <Typography fontWeight="bold">
                  {documentId === null
                    ? role
                    : t('contacts.carried.entry', { role, entry: documentId })}
                </Typography>
                <Typography variant="pi" textColor="neutral600">
                  {t('contacts.carried.where', { at: moments.full(at), version })}
                </Typography>
                <Typography variant="pi" textColor="neutral800">
                  <span dir="auto">{texts[language]}</span>
                </Typography>
              </Flex>
            </Box>
          ))}
        </Flex>
      </Flex>
    </Box>
  );
};
