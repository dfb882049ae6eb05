#!/usr/bin/perl
# Binds as a transceiver with Net::SMPP, submits what the JSON on standard input lists, and prints as JSON the id each
# submit was given and every receipt that came, until all are there or the time is up.
#
#   {"port":2775,"system_id":"alpha","password":"…","timeoutSeconds":20,
#    "submits":[{"name":"plain","destination_addr":"49…","data_coding":0,"esm_class":0,"hex":"48656c6c6f","payload":false}]}
use strict;
use warnings;
use JSON::PP;
use Net::SMPP;

my $job = decode_json(do { local $/; <STDIN> });
local $SIG{ALRM} = sub { finish("time is up") };
alarm($job->{timeoutSeconds});

my ($smpp, $bind) = Net::SMPP->new_transceiver(
    '127.0.0.1',
    port      => $job->{port},
    system_id => $job->{system_id},
    password  => $job->{password},
    smpp_version => 0x34,
) or die "no connection: $!\n";
die "bind answered $bind->{status}\n" if $bind->{status} != 0;

my (%asked, %given, @receipts, $unbinding);
for my $submit (@{$job->{submits}}) {
    my $octets = pack('H*', $submit->{hex});
    my @content = $submit->{payload}
        ? (short_message => '', message_payload => $octets)
        : (short_message => $octets);
    my $seq = $smpp->submit_sm(
        source_addr_ton     => 0x05,
        source_addr_npi     => 0x00,
        source_addr         => 'NetSMPP',
        dest_addr_ton       => 0x01,
        dest_addr_npi       => 0x01,
        destination_addr    => $submit->{destination_addr},
        esm_class           => $submit->{esm_class},
        registered_delivery => 0x01,
        data_coding         => $submit->{data_coding},
        @content,
        async => 1,
    ) or die "submit_sm failed\n";
    $asked{$seq} = $submit->{name};
}

while (keys(%given) < keys(%asked) || @receipts < keys(%asked)) {
    my $pdu = $smpp->read_pdu() or finish("the connection ended");
    if ($pdu->{cmd} == Net::SMPP::CMD_submit_sm_resp) {
        $given{ $asked{ $pdu->{seq} } } = { status => $pdu->{status}, id => $pdu->{message_id} };
        finish("a submit was refused") if $pdu->{status} != 0;
    }
    elsif ($pdu->{cmd} == Net::SMPP::CMD_deliver_sm) {
        $smpp->deliver_sm_resp(message_id => '', seq => $pdu->{seq});
        push @receipts, {
            esm_class => $pdu->{esm_class},
            text      => $pdu->{short_message},
            source    => $pdu->{source_addr},
            id        => text_of($pdu->{receipted_message_id}),
            state     => defined $pdu->{message_state} ? unpack('C', $pdu->{message_state}) : undef,
        };
    }
    elsif ($pdu->{cmd} == Net::SMPP::CMD_enquire_link) {
        $smpp->enquire_link_resp(seq => $pdu->{seq});
    }
}
my $unbind = $smpp->unbind();
finish($unbind && $unbind->{status} == 0 ? undef : "unbind was not answered");

sub text_of {
    my ($octets) = @_;
    return undef if !defined $octets;
    $octets =~ s/\0+$//;
    return $octets;
}

sub finish {
    my ($problem) = @_;
    print encode_json({ problem => $problem, ids => \%given, receipts => \@receipts });
    exit(defined $problem ? 1 : 0);
}
