import { useState } from 'react';
import { Box, Flex, Link, Radio, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { SearchBox } from '../../../shared/SearchBox';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import { categoryKey, filterTemplates, noFilter, refusedKey } from '../../Templates/model';
import { categoriesFor, chooseTemplate, libraryKeysFor } from '../wizard-model';
import { LanguageChoice } from './LanguageChoice';
import { LibraryOffer } from './LibraryOffer';
import { Choice, Mistake, Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

const Offered = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const languageOf = useLanguageName();
  const category = categoryKey(template.category);
  return (
    <Choice
      value={String(template.id)}
      title={`${template.name} · ${languageOf(template.language)}`}
      testId="template-choice"
    >
      {t('campaigns.template.line', {
        category: category ? t(category) : template.category,
        slots: template.slots.length,
      })}
    </Choice>
  );
};

/** Templates that cannot go out now, each with the reason, so that nobody searches for them (T-35). */
const NotOffered = ({ templates }: { templates: TemplateView[] }) => {
  const t = useT();
  const languageOf = useLanguageName();
  if (templates.length === 0) return null;
  return (
    <Box tag="section" aria-label={t('campaigns.template.others')}>
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {t('campaigns.template.others')}
      </Typography>
      <Flex
        tag="ul"
        direction="column"
        alignItems="stretch"
        gap={2}
        padding={0}
        paddingTop={2}
        margin={0}
      >
        {templates.map((template) => (
          <Flex key={template.id} tag="li" gap={3} wrap="wrap" data-testid="template-refused">
            <Typography textColor="neutral600">{`${template.name} · ${languageOf(template.language)}`}</Typography>
            <StatusWord of="template" state={template.status} />
            <Typography variant="pi" textColor="neutral600">
              {t(refusedKey(template) ?? 'templates.refused.other')}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Box>
  );
};

const Choices = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const [q, setQ] = useState('');
  const { templates } = wizard.sources;
  if (templates.isLoading) return <RowSkeletons rows={4} />;
  if (!templates.data)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  const all = templates.data.templates;
  if (all.length === 0) {
    return (
      <EmptyState
        plain
        content={t('campaigns.template.none')}
        action={
          <Link tag={RouterLink} to="/plugins/whatsapp/templates">
            {t('campaigns.template.toList')}
          </Link>
        }
      />
    );
  }
  const { rows } = filterTemplates(all, { ...noFilter, q });
  const wanted = categoriesFor(wizard.ready);
  const own = libraryKeysFor(wizard.ready);
  const rank = ({ name, category }: TemplateView) => {
    if (own.includes(name)) return -1;
    const at = wanted.indexOf(category);
    return at < 0 ? wanted.length : at;
  };
  const offered = rows
    .filter((template) => template.sendable.ok)
    .sort((a, b) => (wanted.length === 0 ? 0 : rank(a) - rank(b)));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {all.length > 6 ? (
        <SearchBox
          name="template"
          label={t('templates.filter.search')}
          value={q}
          onChange={(value) => setQ(value)}
        />
      ) : null}
      {rows.length === 0 ? <NothingMatches onClear={() => setQ('')} /> : null}
      {offered.length === 0 && rows.length > 0 ? (
        <Typography>{t('campaigns.template.noneApproved')}</Typography>
      ) : (
        <Radio.Group
          aria-label={t('campaigns.template.title')}
          value={wizard.form.templateId === null ? '' : String(wizard.form.templateId)}
          onValueChange={(id) => {
            const template = offered.find((one) => String(one.id) === id);
            if (template) wizard.setForm((form) => chooseTemplate(form, template));
          }}
        >
          {offered.map((template) => (
            <Offered key={template.id} template={template} />
          ))}
        </Radio.Group>
      )}
      <NotOffered templates={rows.filter((template) => !template.sendable.ok)} />
    </Flex>
  );
};

/** Which approved message goes out (M-03). */
export const TemplateStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  return (
    <Question title={t('campaigns.template.title')}>
      <LibraryOffer wizard={wizard} />
      <Choices wizard={wizard} />
      <LanguageChoice wizard={wizard} />
      <Mistake>{problemAt(wizard, 'templateId', t)}</Mistake>
    </Question>
  );
};
