import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useNavigate, useParams } from 'react-router-dom';
import type { DeskForm as Form, DeskResult } from '../../../../server/src/contracts/opt-in';
import { useWhatsappDeskQuery } from '../../api/opt-in';
import { permission } from '../../shared/permissions';
import { EmptyState, ErrorState } from '../../shared/states';
import { useT } from '../../shared/useT';
import { DeskForm } from './DeskForm';
import { FullScreen } from './FullScreen';
import { firstLanguage, languagesOf, type Words } from './model';
import { useDesk, windowTimer, type Desk, type DeskTimer } from './useDesk';

const NAMES = { en: 'English', tr: 'Türkçe' } as const;

/** It goes back to the empty form by itself; anyone who stands there need not wait. */
const Thanks = ({ words, business, desk }: { words: Words; business: string; desk: Desk }) => (
  <Flex direction="column" alignItems="stretch" gap={6} paddingTop={8} data-testid="desk-thanks">
    <div role="status">
      <Typography variant="alpha" tag="p" textAlign="center">
        {words.thanks}
      </Typography>
      <Box paddingTop={4}>
        <Typography variant="beta" tag="p" fontWeight="regular" textAlign="center">
          {words.thanksHint.replace('{business}', business)}
        </Typography>
      </Box>
    </div>
    <Flex justifyContent="center">
      <Button size="L" variant="secondary" onClick={desk.next} data-testid="desk-next">
        {words.again}
      </Button>
    </Flex>
  </Flex>
);

type CounterProps = { form: Form; result: DeskResult; timer: DeskTimer; onLeave: () => void };

/** One form on the tablet, in the language that the customer chooses. */
const Counter = ({ form, result, timer, onLeave }: CounterProps) => {
  const t = useT();
  const { locale } = useIntl();
  const [language, setLanguage] = useState(() => firstLanguage(form, locale));
  const desk = useDesk({ form, language }, timer);
  const words = result.words[language];
  const title = form.texts[language]?.title;
  return (
    <FullScreen lang={language}>
      <Box
        padding={{ initial: 4, medium: 8 }}
        style={{ maxWidth: '80rem', margin: '0 auto', fontSize: '1.8rem' }}
      >
        <Flex justifyContent="space-between" gap={4} wrap="wrap" paddingBottom={6}>
          <Typography variant="beta" tag="p">
            {form.business}
          </Typography>
          <Flex gap={2} role="group" aria-label={words.language}>
            {languagesOf(form).map((one) => (
              <Button
                key={one}
                size="L"
                lang={one}
                variant={one === language ? 'default' : 'tertiary'}
                aria-pressed={one === language}
                onClick={() => setLanguage(one)}
                data-testid={`desk-${one}`}
              >
                {NAMES[one]}
              </Button>
            ))}
          </Flex>
        </Flex>
        <Box paddingBottom={6}>
          <Typography variant="alpha" tag="h1">
            {title || form.business}
          </Typography>
        </Box>
        {desk.step === 'thanks' ? (
          <Thanks words={words} business={form.business} desk={desk} />
        ) : (
          <DeskForm {...{ form, language, words, desk }} countries={result.countries[language]} />
        )}
        <Flex justifyContent="flex-end" paddingTop={8}>
          <Button
            variant="ghost"
            lang={locale}
            startIcon={<Cross />}
            onClick={onLeave}
            data-testid="desk-leave"
          >
            {t('desk.leave')}
          </Button>
        </Flex>
      </Box>
    </FullScreen>
  );
};

/** For staff: which form is put before the customers. */
const Choose = ({
  forms,
  onChoose,
}: {
  forms: readonly Form[];
  onChoose: (id: number) => void;
}) => {
  const t = useT();
  return (
    <Page.Main>
      <Page.Title>{t('desk.title')}</Page.Title>
      <Layouts.Header title={t('desk.title')} subtitle={t('desk.subtitle')} />
      <Layouts.Content>
        {forms.length === 0 ? (
          <EmptyState content={t('desk.empty')} />
        ) : (
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
            {forms.map(({ id, name, business }) => (
              <Flex key={id} tag="li" direction="column" alignItems="stretch">
                <Button
                  size="L"
                  variant="secondary"
                  onClick={() => onChoose(id)}
                  data-testid="desk-form"
                >
                  {t('desk.open', { name, business })}
                </Button>
              </Flex>
            ))}
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
};

const Loaded = ({ timer }: { timer: DeskTimer }) => {
  const t = useT();
  const navigate = useNavigate();
  const { id } = useParams<{ id: string }>();
  const query = useWhatsappDeskQuery();
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { forms } = query.data;
  const to = (where: string) => void navigate(`/plugins/whatsapp/desk${where}`);
  if (id === undefined) return <Choose forms={forms} onChoose={(one) => to(`/${one}`)} />;
  const form = forms.find((one) => String(one.id) === id);
  if (!form)
    return (
      <Page.Main>
        <EmptyState
          content={t('desk.gone')}
          action={<Button onClick={() => to('')}>{t('desk.choose')}</Button>}
        />
      </Page.Main>
    );
  return <Counter form={form} result={query.data} timer={timer} onLeave={() => to('')} />;
};

/** The service desk: customers agree on a tablet, in front of somebody of the team (O-15). */
const DeskPage = ({ timer = windowTimer }: { timer?: DeskTimer }) => (
  <Page.Protect permissions={[permission('optInCollect')]}>
    <Loaded timer={timer} />
  </Page.Protect>
);

export default DeskPage;
