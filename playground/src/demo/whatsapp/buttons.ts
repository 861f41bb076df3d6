import { both } from '../language';

/** What stands on the buttons of the shop's templates, and so in what people answer by a tap. */
export const press = {
  coming: both('I’ll be there', 'Geliyorum'),
  otherDay: both('Another day', 'Başka bir gün'),
  question: both('I have a question', 'Bir sorum var'),
  catalogue: both('Send the catalogue', 'Kataloğu gönder'),
  stop: both('Unsubscribe', 'Abonelikten çık'),
} as const;
