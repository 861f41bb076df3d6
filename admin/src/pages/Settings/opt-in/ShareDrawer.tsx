import { useState } from 'react';
import { Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import type { OptInFormView, OptInLanguage } from '../../../../../server/src/contracts/opt-in';
import { CopyValue } from '../../../shared/CopyValue';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { languages, snippetOf } from './model';
import { Qr } from './Qr';

/** Everything by which a form reaches people: page, link, QR code, snippet. */
export const ShareDrawer = ({ view, onClose }: { view: OptInFormView; onClose: () => void }) => {
  const t = useT();
  const offered = languages.filter((language) => view.links[language] !== null);
  const [chosen, setChosen] = useState<OptInLanguage>(offered[0] ?? 'en');
  const link = view.links[chosen];
  return (
    <Drawer open onClose={onClose} title={t('optIn.share.title', { name: view.name })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {view.active ? null : (
          <Notice variant="warning" title={t('optIn.share.off')}>
            {t('optIn.share.off.body')}
          </Notice>
        )}
        <CopyValue label={t('optIn.share.page')} value={view.pageUrl} />
        <CopyValue label={t('optIn.share.snippet')} value={snippetOf(view)} />
        <Typography variant="pi" textColor="neutral600">
          {t('optIn.share.snippet.hint')}
        </Typography>
        {link === null ? (
          <Notice variant="warning" title={t('optIn.share.no-link')} />
        ) : (
          <>
            <Field.Root name="language">
              <Field.Label>{t('optIn.share.language')}</Field.Label>
              <SingleSelect
                value={chosen}
                onChange={(value) => setChosen(value === 'tr' ? 'tr' : 'en')}
              >
                {offered.map((language) => (
                  <SingleSelectOption key={language} value={language}>
                    {t(`consent.language.${language}`)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
            <CopyValue label={t('optIn.share.link')} value={link} />
            <Typography variant="pi" textColor="neutral600">
              {t('optIn.share.link.hint', { code: view.code })}
            </Typography>
            <Qr
              at={`/whatsapp/opt-in-forms/${view.id}/qr`}
              name={view.name}
              file={`${view.slug}-${chosen}`}
              language={chosen}
            />
          </>
        )}
      </Flex>
    </Drawer>
  );
};
