export { fold } from '../../contracts/fold';
