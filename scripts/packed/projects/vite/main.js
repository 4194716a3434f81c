import '@vitrine/widgets';
