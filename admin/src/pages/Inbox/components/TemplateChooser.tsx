import { useEffect, useRef, useState } from 'react';
import { Button, Flex, Grid, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { useIsMobile } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import {
  useWhatsappMayTemplateQuery,
  useWhatsappTemplateValuesQuery,
} from '../../../api/conversations';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { usePersonName } from '../../../shared/people/usePersonName';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { languageFor } from '../model/template-offers';
import { TemplateFill, type FillProps } from './TemplateFill';
import { NoTemplates, placeOf, TemplateOffers } from './TemplateOffers';

export type { ChosenTemplate } from './TemplateFill';

/** Where there is room for one of both, the list makes way, and comes back with the focus on what was chosen in it. */
const useOneAtATime = (chosenId: number | null) => {
  const compact = useIsMobile();
  const list = useRef<HTMLDivElement>(null);
  const away = compact && chosenId !== null;
  const wasAway = useRef<number | null>(null);
  useEffect(() => {
    if (!away && wasAway.current !== null && list.current)
      placeOf(list.current, wasAway.current)?.focus();
    wasAway.current = away ? chosenId : null;
  }, [away, chosenId]);
  return { away, list };
};

/** The templates of the number, what may go to this person, and what they would hold; the last only when it is there. */
const useChoice = ({ conversation, contact, entry }: FillProps) => {
  const { id, accountId } = conversation;
  const { locale } = useIntl();
  const templates = useWhatsappListTemplatesQuery({ accountId });
  const accounts = useWhatsappListAccountsQuery();
  const asked = { id, contactId: contact.id, entry };
  const gate = useWhatsappMayTemplateQuery(asked);
  // Without it one still chooses and sends: the server fills in all the same.
  const values = useWhatsappTemplateValuesQuery(asked);
  const home = accounts.data?.accounts.find((one) => one.id === accountId);
  const failed = [templates, gate].find((one) => one.error && !one.data);
  return {
    templates: templates.data?.templates ?? [],
    may: gate.data,
    values: values.data?.templates ?? null,
    language: languageFor(contact, home?.defaultCountry, locale),
    isLoading: templates.isLoading || gate.isLoading || values.isLoading,
    failed,
  };
};

/** Left the templates of the number, right the chosen one with this person's values; on a phone one after the other. */
export const TemplateChooser = (props: FillProps) => {
  const t = useT();
  const personName = usePersonName();
  const { contact, only } = props;
  const { templates, may, values, language, isLoading, failed } = useChoice(props);
  const [chosenId, setChosenId] = useState<number | null>(only ?? null);
  const chosen = templates.find((one) => one.id === chosenId) ?? null;
  const { away, list } = useOneAtATime(only === undefined ? (chosen?.id ?? null) : null);

  if (isLoading) return <RowSkeletons rows={4} />;
  if (failed || !may)
    return <ErrorState error={failed?.error} onRetry={() => void failed?.refetch()} />;
  if (templates.length === 0) return <NoTemplates />;
  const fill = chosen ? (
    <TemplateFill key={chosen.id} {...props} template={chosen} may={may} values={values} />
  ) : null;
  if (only !== undefined && fill) return fill;
  return (
    <Grid.Root gap={away ? 0 : 6}>
      {/* Without a least width a long name is cut, where it would push the window apart. */}
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" minWidth="0">
        <div ref={list} hidden={away}>
          <TemplateOffers
            templates={templates}
            who={{ contact, values }}
            may={may}
            language={language}
            chosen={chosen}
            onChoose={(one) => setChosenId(one.id)}
          />
        </div>
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" minWidth="0">
        {chosen ? (
          <section
            aria-label={t('inbox.template.shown', {
              name: chosen.name,
              person: personName(contact),
            })}
          >
            {away ? (
              <Flex paddingBottom={3}>
                <Button
                  variant="tertiary"
                  startIcon={<ArrowLeft />}
                  onClick={() => setChosenId(null)}
                  data-testid="template-back"
                >
                  {t('inbox.template.back')}
                </Button>
              </Flex>
            ) : null}
            {fill}
          </section>
        ) : (
          <Flex padding={6} justifyContent="center">
            <Typography textColor="neutral600">{t('inbox.template.choose')}</Typography>
          </Flex>
        )}
      </Grid.Item>
    </Grid.Root>
  );
};
