import { Avatar } from './Avatar';
import { objectOf, safeUrl, textOf } from './content';
import { Icon } from './icons';
import { useScene } from './scene';
import { useSay } from './settings';
import { Toggle } from './Toggle';

/** What the business says about itself, and what the person can do about it. */
export const BusinessSheet = () => {
  const say = useSay();
  const { number, numberId, person, perform } = useScene();
  const profile = objectOf(number?.profile);
  const websites = Array.isArray(profile['websites']) ? profile['websites'].map(textOf) : [];
  const here = { phoneNumberId: numberId };
  const facts = ['about', 'description', 'address', 'email'].map((key) => textOf(profile[key]));
  return (
    <div className="business" data-testid="business-info">
      <Avatar name={number?.verifiedName ?? '?'} seed={numberId} />
      <p className="business-name" dir="auto">
        {number?.verifiedName} <Icon name="verified" />
      </p>
      <p className="sub">
        {number?.displayPhone} · {say('businessAccount')}
      </p>
      {facts.filter(Boolean).map((fact) => (
        <p key={fact} dir="auto">
          {fact}
        </p>
      ))}
      {websites.filter(Boolean).map((site) => (
        <a key={site} href={safeUrl(site)} target="_blank" rel="noreferrer noopener">
          {site}
        </a>
      ))}
      <div className="business-switches">
        <Toggle
          testId="info-stop-marketing"
          label={say('stopMarketing')}
          on={person.marketingStopped}
          onToggle={() =>
            void perform(person.marketingStopped ? 'resume-marketing' : 'stop-marketing', here)
          }
        />
        <Toggle
          testId="info-block"
          label={say('block')}
          on={person.blocked}
          onToggle={() => void perform(person.blocked ? 'unblock' : 'block')}
        />
        <Toggle
          testId="info-receipts"
          label={say('receipts')}
          on={person.receipts}
          onToggle={() => void perform(person.receipts ? 'receipts-off' : 'receipts-on')}
        />
      </div>
    </div>
  );
};
