import { Checkbox, Flex, Typography } from '@strapi/design-system';
import type { ConsentSettings, OtherChannel } from '../../../../../server/src/contracts/consent';
import { useT } from '../../../shared/useT';
import { Card } from './Card';
import type { ConsentForm } from './model';

type Props = {
  form: ConsentForm;
  ready: ConsentSettings['channelsReady'];
  onChange: (part: Partial<ConsentForm>) => void;
};

const CHANNELS: readonly OtherChannel[] = ['email', 'sms'];

/** Which channels beside WhatsApp people may choose on their preference page (O-29). */
export const Channels = ({ form, ready, onChange }: Props) => {
  const t = useT();
  const { otherChannels: on } = form;
  return (
    <Card title={t('consent.channels.title')}>
      <Typography textColor="neutral600">{t('consent.channels.intro')}</Typography>
      {CHANNELS.map((channel) => (
        <Checkbox
          key={channel}
          checked={on.includes(channel)}
          // One that was on and lost its set-up can still be switched off.
          disabled={!ready[channel] && !on.includes(channel)}
          onCheckedChange={(checked: boolean | 'indeterminate') =>
            onChange({
              otherChannels: CHANNELS.filter((one) =>
                one === channel ? checked === true : on.includes(one)
              ),
            })
          }
          data-testid={`channel-${channel}`}
        >
          <Flex tag="span" direction="column" alignItems="flex-start">
            <Typography tag="span">{t(`consent.channels.${channel}`)}</Typography>
            <Typography tag="span" variant="pi" textColor="neutral600">
              {t(`consent.channels.${channel}.${ready[channel] ? 'hint' : 'missing'}`)}
            </Typography>
          </Flex>
        </Checkbox>
      ))}
    </Card>
  );
};
