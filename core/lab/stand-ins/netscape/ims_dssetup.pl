#!/usr/bin/perl
# ims_dssetup.pl: prepares a directory server for iPlanet Messaging Server. It asks, and takes what stands in brackets for an
# empty answer. Indexes are in effect after the next restart of slapd.
use strict;
use warnings;
$| = 1;

sub ask {
  my ($question, $default) = @_;
  print "$question [$default]: ";
  my $answer = <STDIN>;
  die "ims_dssetup.pl: no more answers\n" unless defined $answer;
  $answer =~ s/\r?\n\z//;
  print "\n";
  return length $answer ? $answer : $default;
}

sub note {
  my ($file, @lines) = @_;
  open my $out, '>', "$file.part" or die "ims_dssetup.pl: $file: $!\n";
  print $out map { "$_\n" } @lines;
  close $out or die "ims_dssetup.pl: $file: $!\n";
  rename "$file.part", $file or die "ims_dssetup.pl: $file: $!\n";
}

die "ims_dssetup.pl: run this as root\n" if $> != 0;
my $root = ask('Server root of the directory server', '/opt/netscape/server4');
my $instance = ask('Instance of the directory server', 'slapd-mail');
my $config = "$root/$instance/config";
die "ims_dssetup.pl: no directory server in $root/$instance\n" unless -f "$config/slapd.conf";
my $suffix = ask('Suffix of users and groups', 'o=internet');
my $schema = ask('Do you want to update the schema files', 'Yes');

note("$config/indexes.new", $suffix, qw(mail mailAlternateAddress mailEquivalentAddress uid member));
note("$config/schema-of-ims50", '# replaces every other definition of these names') if $schema =~ /^y/i;
print "The directory server is prepared; restart it.\n";
