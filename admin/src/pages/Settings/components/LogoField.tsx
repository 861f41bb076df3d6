import { useState } from 'react';
import { Box, Button, Field, Flex } from '@strapi/design-system';
import { Image as ImageIcon } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import {
  useWhatsappAccountLogoQuery,
  useWhatsappSetAccountLogoMutation,
} from '../../../api/accounts';
import { withBackend } from '../../../shared/backend-url';
import { LibraryPicker } from '../../../shared/LibraryPicker';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';

const Picture = styled.img`
  display: block;
  max-width: 100%;
  height: 4.8rem;
  object-fit: contain;
`;

/** The picture above the preference page and the opt-in forms of a number; kept as soon as it is chosen. */
export const LogoField = ({ accountId }: { readonly accountId: number }) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const { data } = useWhatsappAccountLogoQuery(accountId);
  const [save, { isLoading }] = useWhatsappSetAccountLogoMutation();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const logo = data?.logo ?? null;

  const keep = async (fileId: number | null) => {
    setProblem(null);
    try {
      await save({ id: accountId, fileId }).unwrap();
      toggleNotification({
        type: 'success',
        message: t(fileId === null ? 'settings.logo.removed' : 'settings.logo.saved'),
      });
    } catch (error) {
      const { message, remedy } = explain(error);
      setProblem([message, remedy].filter(Boolean).join(' '));
    }
  };

  return (
    <Field.Root name="logo" hint={t('settings.logo.hint')} error={problem ?? false}>
      <Field.Label>{t('settings.logo')}</Field.Label>
      <Flex gap={4} wrap="wrap" alignItems="center">
        {logo ? (
          <Box background="neutral100" hasRadius padding={2}>
            <Picture src={withBackend(logo.url)} alt={logo.name} data-testid="number-logo" />
          </Box>
        ) : null}
        <Flex gap={2} wrap="wrap">
          <Button
            variant="secondary"
            startIcon={<ImageIcon />}
            loading={isLoading}
            onClick={() => setOpen(true)}
            data-testid="number-logo-choose"
          >
            {t(logo ? 'settings.logo.change' : 'settings.logo.choose')}
          </Button>
          {logo ? (
            <Button variant="tertiary" onClick={() => void keep(null)}>
              {t('settings.logo.remove')}
            </Button>
          ) : null}
        </Flex>
      </Flex>
      <Field.Hint />
      <Field.Error />
      {isOpen ? (
        <LibraryPicker
          kind="image"
          onPick={({ id }) => void keep(id)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Field.Root>
  );
};
