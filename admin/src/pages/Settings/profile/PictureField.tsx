import { useState } from 'react';
import { Box, Button, Field, Flex, Link, Typography } from '@strapi/design-system';
import { Image as ImageIcon } from '@strapi/icons';
import { styled } from 'styled-components';
import { withBackend } from '../../../shared/backend-url';
import { LibraryPicker } from '../../../shared/LibraryPicker';
import { useT } from '../../../shared/useT';
import type { ProfileForm } from './useProfileForm';

const Picture = styled.img`
  display: block;
  width: 6.4rem;
  height: 6.4rem;
  border-radius: 50%;
  object-fit: cover;
`;

/** Strapi's pages load no pictures of other servers, so the one that Meta has is a link. */
const Current = ({ form: { picture, pictureUrl } }: { readonly form: ProfileForm }) => {
  const t = useT();
  if (picture)
    return (
      <Flex gap={3}>
        <Picture src={withBackend(picture.url)} alt="" data-testid="profile-picture" />
        <Typography>{picture.name}</Typography>
      </Flex>
    );
  return pictureUrl ? (
    <Link href={pictureUrl} isExternal>
      {t('profile.picture.current')}
    </Link>
  ) : (
    <Typography textColor="neutral600">{t('profile.picture.none')}</Typography>
  );
};

export const PictureField = ({ form }: { readonly form: ProfileForm }) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <Field.Root name="picture" hint={t('profile.picture.hint')} error={form.wordsOf('picture')}>
      <Field.Label>{t('profile.picture')}</Field.Label>
      <Flex gap={4} wrap="wrap" alignItems="center">
        <Current form={form} />
        <Flex gap={2} wrap="wrap">
          <Box>
            <Button variant="secondary" startIcon={<ImageIcon />} onClick={() => setOpen(true)}>
              {t('profile.picture.choose')}
            </Button>
          </Box>
          {form.picture ? (
            <Button variant="tertiary" onClick={() => form.choose(null)}>
              {t('profile.picture.keep')}
            </Button>
          ) : null}
        </Flex>
      </Flex>
      <Field.Hint />
      <Field.Error />
      {isOpen ? (
        <LibraryPicker kind="image" onPick={form.choose} onClose={() => setOpen(false)} />
      ) : null}
    </Field.Root>
  );
};
