import type { ReactNode } from 'react';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { TemplateCategory } from '../../../../../server/src/contracts/template-words';
import { useCan } from '../../../shared/permissions';
import { PRICES_PAGE } from '../../../shared/prices/PricesFrom';
import { Card } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';
import { EXAMPLES, MISTAKEN } from './examples';

const CONSENT_PAGE = '/settings/whatsapp/consent';

const Quote = ({ children }: { children: string }) => (
  <Box tag="li" background="neutral100" hasRadius padding={3}>
    <Typography>{children}</Typography>
  </Box>
);

const List = ({ label, children }: { label: string; children: ReactNode }) => (
  <Flex
    tag="ul"
    aria-label={label}
    direction="column"
    alignItems="stretch"
    gap={2}
    padding={0}
    margin={0}
  >
    {children}
  </Flex>
);

/** Rare to common: who is in doubt ends at Marketing, which is never wrong. */
const ORDER = ['AUTHENTICATION', 'UTILITY', 'MARKETING'] as const;

/** The three questions that decide. */
export const Questions = () => {
  const t = useT();
  return (
    <Card title={t('category-guide.ask')} note={t('category-guide.ask.note')}>
      <Box tag="ol" paddingLeft={5} margin={0} style={{ listStyle: 'decimal' }}>
        {ORDER.map((category) => (
          <Typography key={category} tag="li" display="list-item">
            {t(`category-guide.ask.${category}`)}{' '}
            <Typography fontWeight="bold">{t(`templates.category.${category}`)}</Typography>
          </Typography>
        ))}
      </Box>
    </Card>
  );
};

const FACTS = ['use', 'price', 'consent', 'also'] as const;

/** What one category is for, what it costs and needs, with texts that belong to it. */
export const CategoryCard = ({ category }: { category: TemplateCategory }) => {
  const t = useT();
  return (
    <Card title={t(`templates.category.${category}`)} testId={`category-${category}`}>
      <Flex tag="dl" direction="column" alignItems="stretch" gap={3} margin={0}>
        {FACTS.map((fact) => (
          <Box key={fact}>
            <Typography tag="dt" variant="sigma" textColor="neutral600">
              {t(`category-guide.label.${fact}`)}
            </Typography>
            <Typography tag="dd">{t(`category-guide.${category}.${fact}`)}</Typography>
          </Box>
        ))}
      </Flex>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography tag="h3" variant="sigma" textColor="neutral600">
          {t('category-guide.examples')}
        </Typography>
        <List label={t('category-guide.examples')}>
          {EXAMPLES[category].map((name) => (
            <Quote key={name}>{t(`category-guide.example.${name}`)}</Quote>
          ))}
        </List>
      </Flex>
    </Card>
  );
};

/** Texts that look like one category and are another. */
export const Mistaken = () => {
  const t = useT();
  return (
    <Card title={t('category-guide.mistaken')}>
      <List label={t('category-guide.mistaken')}>
        {MISTAKEN.map(([name, category]) => (
          <Box key={name} tag="li" background="neutral100" hasRadius padding={3}>
            <Typography tag="p">{t(`category-guide.mistaken.${name}`)}</Typography>
            <Typography tag="p" variant="pi" textColor="neutral600">
              <Typography variant="pi" fontWeight="bold" textColor="neutral800">
                {t(`templates.category.${category}`)}
              </Typography>{' '}
              {t(`category-guide.mistaken.${name}.why`)}
            </Typography>
          </Box>
        ))}
      </List>
    </Card>
  );
};

const WRONG = ['moved', 'rules', 'code', 'review', 'fixed'] as const;

/** What WhatsApp does with a text in the wrong category, and the way on. */
export const WrongCategory = () => {
  const t = useT();
  const { can } = useCan();
  return (
    <Card title={t('category-guide.wrong')}>
      {WRONG.map((part) => (
        <Typography key={part} tag="p">
          {t(`category-guide.wrong.${part}`)}
        </Typography>
      ))}
      <Flex gap={4} wrap="wrap">
        {can.priceMaintain ? (
          <Link tag={RouterLink} to={PRICES_PAGE}>
            {t('category-guide.prices')}
          </Link>
        ) : null}
        {can.settingsConfigure ? (
          <Link tag={RouterLink} to={CONSENT_PAGE}>
            {t('category-guide.consent')}
          </Link>
        ) : null}
      </Flex>
    </Card>
  );
};
