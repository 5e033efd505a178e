// SPDX-License-Identifier: Apache-2.0
// What ZStack's model does to small clouds: each reaction once, and each bug of the original that
// the model does not repeat.
#include <catch2/catch.hpp>
#include <string>

#include "tests/support/cloud_script.h"

using namespace cascade;
using namespace cascade::sim;
using cascade::sim::test::CloudScript;

TEST_CASE("ZStack: a deleted host stops its VMs and lets go of every volume bound to it",
          "[sim][zstack]") {
  CloudScript cloud;
  cloud.vm("web", "host: h1").vm("paused", "host: h1, state: Paused");
  cloud.vm("starting", "host: h1, state: Starting")
      .vm("other", "host: h2")
      .vm("off", "state: Stopped");
  cloud.nic("n", "web", "red", {"red1"});
  // W11: two of them made the deletion fail.
  cloud.add("Volume", "d1", "storage: ps, kind: Data, bound_host: h1");
  cloud.add("Volume", "d2", "storage: ps, kind: Data, bound_host: h1");
  cloud.add("HostAllocatedCpu", "cpu", "host: h1").add("HostNumaNode", "numa", "host: h1");
  cloud.add("Vtep", "tep", "pool: l2, host: h1");
  cloud.add("VmInstanceNumaNode", "vnuma", "vm: web");
  CHECK(cloud.run("{ delete: Host/h1 }") == Verdict::Ok);
  CHECK(cloud.state("Host/h1") == "gone");
  CHECK(cloud.state("VmInstance/web") == "Stopped");
  CHECK(cloud.state("VmInstance/paused") == "Stopped");
  CHECK(cloud.targets("VmInstance/web", "host").empty());
  CHECK(cloud.targets("VmInstance/web", "cluster") == "Cluster/c1");
  CHECK(cloud.targets("VmInstance/web", "nics") == "VmNic/n");
  // Its state allows no stop; the host goes under it.
  CHECK(cloud.state("VmInstance/starting") == "Starting");
  CHECK(cloud.targets("VmInstance/starting", "host").empty());
  CHECK(cloud.state("VmInstance/other") == "Running");
  CHECK(cloud.state("Volume/d1") == "Ready");
  CHECK(cloud.targets("Volume/d1", "bound_host").empty());
  CHECK(cloud.targets("Volume/d2", "bound_host").empty());
  CHECK(cloud.state("HostAllocatedCpu/cpu") == "gone");
  CHECK(cloud.state("HostNumaNode/numa") == "gone");
  CHECK(cloud.state("Vtep/tep") == "gone");
  CHECK(cloud.state("VmInstanceNumaNode/vnuma") == "Live");
}

TEST_CASE("ZStack: a VM that cannot be stopped keeps its host, unless it is enforced",
          "[sim][zstack]") {
  const std::string fault = "faults: [{ kind: fail, resource: VmInstance/web, action: stop }]";
  CloudScript gentle;
  gentle.vm("web", "host: h1");
  CHECK(gentle.run("{ delete: Host/h1 }", fault) == Verdict::ActsFailed);
  CHECK(gentle.state("Host/h1") == "Enabled");
  CloudScript enforcing;
  enforcing.vm("web", "host: h1");
  enforcing.run("{ delete: Host/h1, mode: enforcing }", fault);
  CHECK(enforcing.state("Host/h1") == "gone");
  CHECK(enforcing.state("VmInstance/web") == "Running");
}

TEST_CASE("ZStack: router VMs move to another host, and go where there is none", "[sim][zstack]") {
  SECTION("within the cluster first") {
    CloudScript cloud;
    cloud.router("r", "host: h1").router("off", "host: h1, state: Stopped");
    CHECK(cloud.run("{ delete: Host/h1 }") == Verdict::Ok);
    CHECK(cloud.state("ApplianceVm/r") == "Running");
    CHECK(cloud.targets("ApplianceVm/r", "host") == "Host/h2");
    CHECK(cloud.state("ApplianceVm/off") == "gone");
    CHECK(cloud.state("Volume/root-off") == "gone");
  }
  SECTION("to a host that is in service") {
    CloudScript cloud;
    cloud.add("Host", "h2", "cluster: c1, state: Disabled");
    cloud.add("Host", "h4", "cluster: c1, status: Disconnected");
    cloud.router("r", "host: h1");
    CHECK(cloud.run("{ delete: Host/h1 }") == Verdict::Ok);
    CHECK(cloud.targets("ApplianceVm/r", "host") == "Host/h3");
    CHECK(cloud.targets("ApplianceVm/r", "cluster") == "Cluster/c2");
  }
  SECTION("out of a cluster that is deleted") {
    CloudScript cloud;
    cloud.router("r", "host: h1").router_nic("n", "r", "red", {"red1"});
    CHECK(cloud.run("{ delete: Cluster/c1 }") == Verdict::Ok);
    CHECK(cloud.targets("ApplianceVm/r", "host") == "Host/h3");
    CHECK(cloud.targets("PrimaryStorage/ps", "clusters") == "Cluster/c2");
  }
  SECTION("not to a cluster that its network does not reach") {
    CloudScript cloud;
    cloud.add("L2Network", "l2", "zone: z, clusters: [c1]");
    cloud.router("r", "host: h1").router_nic("n", "r", "red", {"red1"});
    CHECK(cloud.run("{ delete: Cluster/c1 }") == Verdict::Ok);
    CHECK(cloud.state("ApplianceVm/r") == "gone");
    CHECK(cloud.state("VmNic/n") == "gone");
    CHECK(cloud.state("UsedIp/n-red1") == "gone");
  }
}

TEST_CASE("ZStack: a deleted cluster stops its VMs, also those without a host", "[sim][zstack]") {
  CloudScript cloud;
  cloud.vm("web", "host: h1").vm("lost", "state: Unknown").vm("far", "cluster: c2, host: h3");
  CHECK(cloud.run("{ delete: Cluster/c1 }") == Verdict::Ok);
  CHECK(cloud.state("Cluster/c1") == "gone");
  CHECK(cloud.state("Host/h2") == "gone");
  CHECK(cloud.state("VmInstance/web") == "Stopped");
  CHECK(cloud.state("VmInstance/lost") == "Stopped");
  CHECK(cloud.targets("VmInstance/web", "cluster").empty());
  CHECK(cloud.state("VmInstance/far") == "Running");
}

TEST_CASE("ZStack: a zone takes all that is in it and leaves what is not", "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("InstanceOffering", "io", "").add("DiskOffering", "do", "");
  cloud.add("BackupStorage", "bs", "zones: [z]").add("Image", "img", "backup_storages: [bs]");
  cloud.add("SecurityGroup", "sg", "");
  cloud.vm("web", "host: h1, offering: io, image: img").vm("off", "state: Stopped");
  cloud.nic("n", "web", "red", {"red1"});
  cloud.add("VmNicSecurityGroupRef", "ref", "nic: n, group: sg");
  cloud.add("VmInstanceNumaNode", "vnuma", "vm: web");
  cloud.add("Volume", "data", "storage: ps, kind: Data, vm: web, disk_offering: do");
  cloud.add("VolumeSnapshot", "s1", "volume: data").add("VolumeSnapshot", "s2", "volume: root-web");
  cloud.router("r", "host: h2").router_nic("rn", "r", "red", {"red1"});
  cloud.add("Vip", "vip", "l3: red, range: red1").add("Eip", "eip", "vip: vip, nic: n");
  CHECK(cloud.run("{ delete: Zone/z }") == Verdict::Ok);
  for (const char* gone : {"Zone/z",
                           "Cluster/c1",
                           "Host/h3",
                           "PrimaryStorage/ps",
                           "L2Network/l2",
                           "L3Network/red",
                           "IpRange/red1",
                           "VmInstance/web",
                           "VmInstance/off",
                           "VmNic/n",
                           "UsedIp/n-red1",
                           "VmNicSecurityGroupRef/ref",
                           "VmInstanceNumaNode/vnuma",
                           "Volume/root-web",
                           "Volume/data",
                           "VolumeSnapshot/s1",
                           "VolumeSnapshot/s2",
                           "ApplianceVm/r",
                           "VmNic/rn",
                           "Vip/vip",
                           "Eip/eip"}) {
    INFO(gone);
    CHECK(cloud.state(gone) == "gone");
  }
  for (const char* kept :
       {"InstanceOffering/io", "DiskOffering/do", "BackupStorage/bs", "Image/img"}) {
    INFO(kept);
    CHECK(cloud.state(kept) == "Enabled");
  }
  CHECK(cloud.state("SecurityGroup/sg") == "Live");
}

TEST_CASE("ZStack: a primary storage takes the VMs whose root volume it holds", "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("PrimaryStorage", "ps2", "zone: z");
  cloud.vm("here", "host: h1", "ps2").vm("there", "host: h1", "ps");
  cloud.add("Volume", "data", "storage: ps2, kind: Data, vm: there");
  cloud.add("VolumeSnapshot", "snap", "volume: data");
  cloud.add("Volume", "binned", "storage: ps2, kind: Data, state: Deleted");
  CHECK(cloud.run("{ delete: PrimaryStorage/ps2 }") == Verdict::Ok);
  CHECK(cloud.state("VmInstance/here") == "gone");
  CHECK(cloud.state("Volume/root-here") == "gone");
  CHECK(cloud.state("VmInstance/there") == "Running");
  CHECK(cloud.state("Volume/data") == "gone");
  CHECK(cloud.state("Volume/binned") == "gone");
  CHECK(cloud.state("VolumeSnapshot/snap") == "gone");
  CHECK(cloud.targets("VmInstance/there", "volumes") == "Volume/root-there");
}

TEST_CASE("ZStack: a deleted L3 network takes every NIC on it and no other", "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("L3Network", "blue", "l2: l2").add("IpRange", "blue1", "l3: blue");
  cloud.vm("web", "host: h1").vm("lost", "host: h1, state: Unknown");
  // W13: only the first of two NICs on one network was detached.
  cloud.nic("n1", "web", "red", {"red1"}).nic("n2", "web", "red", {"red1"});
  cloud.nic("n3", "web", "blue", {"blue1"}).nic("n4", "lost", "red", {"red1"});
  cloud.router("main", "host: h1").router_nic("r1", "main", "red", {"red1"});
  cloud.router("extra", "host: h1").router_nic("r2", "extra", "blue", {"blue1"});
  cloud.router_nic("r3", "extra", "red", {"red1"}, false);
  CHECK(cloud.run("{ delete: L3Network/red }") == Verdict::Ok);
  CHECK(cloud.state("VmInstance/web") == "Running");
  CHECK(cloud.targets("VmInstance/web", "nics") == "VmNic/n3");
  CHECK(cloud.state("UsedIp/n2-red1") == "gone");
  // In state Unknown a VM keeps its NIC, without a network.
  CHECK(cloud.targets("VmInstance/lost", "nics") == "VmNic/n4");
  CHECK(cloud.targets("VmNic/n4", "l3").empty());
  CHECK(cloud.state("ApplianceVm/main") == "gone");
  CHECK(cloud.state("ApplianceVm/extra") == "Running");
  CHECK(cloud.targets("ApplianceVm/extra", "nics") == "VmNic/r2");
  CHECK(cloud.state("L2Network/l2") == "Live");
}

TEST_CASE(
    "ZStack: routers on the networks of a deleted L2 network or account go, additional "
    "networks apart",
    "[sim][zstack]") {
  for (const char* operation :
       {"{ delete: L2Network/green }", "{ delete: Account/owner, mode: account }"}) {
    INFO(operation);
    CloudScript cloud;
    cloud.add("Account", "owner", "");
    cloud.add("L2Network", "green", "zone: z, clusters: [c1], account: owner");
    cloud.add("L3Network", "lawn", "l2: green").add("IpRange", "lawn1", "l3: lawn");
    cloud.router("main", "host: h1").router_nic("r1", "main", "lawn", {"lawn1"});
    cloud.router("extra", "host: h1").router_nic("r2", "extra", "red", {"red1"});
    cloud.router_nic("r3", "extra", "lawn", {"lawn1"}, false);
    CHECK(cloud.run(operation) == Verdict::Ok);
    CHECK(cloud.state("ApplianceVm/main") != "Running");
    CHECK(cloud.state("ApplianceVm/extra") == "Running");
    CHECK(cloud.targets("ApplianceVm/extra", "nics") == "VmNic/r2");
  }
}

TEST_CASE("ZStack: a deleted range takes addresses, and NICs with their last one",
          "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("IpRange", "red6", "l3: red").add("L3Network", "blue", "l2: l2");
  cloud.vm("web", "host: h1");
  cloud.nic("single", "web", "red", {"red1"}).nic("dual", "web", "red", {"red1", "red6"});
  // W12: a NIC without any address on another network was detached as well.
  cloud.nic("bare", "web", "blue", {});
  cloud.router("r", "host: h1").router_nic("rn", "r", "red", {"red1"});
  cloud.router("six", "host: h1").router_nic("rn6", "six", "red", {"red6"});
  cloud.add("Vip", "vip", "l3: red, range: red1").add("Vip", "vip6", "l3: red, range: red6");
  CHECK(cloud.run("{ delete: IpRange/red1 }") == Verdict::Ok);
  CHECK(cloud.targets("VmInstance/web", "nics") == "VmNic/bare VmNic/dual");
  CHECK(cloud.targets("VmNic/dual", "ips") == "UsedIp/dual-red6");
  CHECK(cloud.state("ApplianceVm/r") == "gone");
  CHECK(cloud.state("ApplianceVm/six") == "Running");
  CHECK(cloud.state("Vip/vip") == "gone");
  CHECK(cloud.state("Vip/vip6") == "Live");
}

TEST_CASE("ZStack: offerings are cleared at their users and then purged", "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("InstanceOffering", "io", "").add("DiskOffering", "do", "");
  cloud.vm("web", "host: h1, offering: io");
  // W10: the reference was never cleared, so that the row stayed for ever.
  cloud.add("Volume", "data", "storage: ps, kind: Data, vm: web, disk_offering: do");
  CHECK(cloud.run("{ delete: InstanceOffering/io }, { delete: DiskOffering/do }") == Verdict::Ok);
  CHECK(cloud.state("InstanceOffering/io") == "gone");
  CHECK(cloud.state("DiskOffering/do") == "gone");
  CHECK(cloud.state("VmInstance/web") == "Running");
  CHECK(cloud.targets("VmInstance/web", "offering").empty());
  CHECK(cloud.state("Volume/data") == "Ready");
}

TEST_CASE("ZStack: an image goes with its last copy", "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("BackupStorage", "b1", "zones: [z]").add("BackupStorage", "b2", "zones: [z]");
  cloud.add("Image", "one", "backup_storages: [b1]")
      .add("Image", "two", "backup_storages: [b1, b2]");
  cloud.add("Image", "used", "backup_storages: [b1]").vm("web", "host: h1, image: used");
  cloud.add("VirtualRouterOffering", "v1", "public_l3: red, management_l3: red, image: one");
  cloud.add("VirtualRouterOffering", "v2", "public_l3: red, management_l3: red, image: two");
  CHECK(cloud.run("{ delete: BackupStorage/b1 }") == Verdict::Ok);
  CHECK(cloud.state("BackupStorage/b1") == "gone");
  CHECK(cloud.state("Image/one") == "gone");
  CHECK(cloud.state("VirtualRouterOffering/v1") == "gone");
  CHECK(cloud.state("Image/two") == "Enabled");
  CHECK(cloud.targets("Image/two", "backup_storages") == "BackupStorage/b2");
  CHECK(cloud.state("VirtualRouterOffering/v2") == "Live");
  // Its row stays while a VM refers to it.
  CHECK(cloud.state("Image/used") == "deleted");
  CHECK(cloud.state("VmInstance/web") == "Running");
}

TEST_CASE("ZStack: two backup storages take an image with a copy on each", "[sim][zstack]") {
  // W21: one copy per image was forgotten.
  CloudScript cloud;
  cloud.add("BackupStorage", "b1", "")
      .add("BackupStorage", "b2", "")
      .add("BackupStorage", "b3", "");
  cloud.add("Image", "two", "backup_storages: [b1, b2]");
  cloud.add("Image", "three", "backup_storages: [b1, b2, b3]");
  CHECK(cloud.run("{ delete: [BackupStorage/b1, BackupStorage/b2] }") == Verdict::Ok);
  CHECK(cloud.state("Image/two") == "gone");
  CHECK(cloud.targets("Image/three", "backup_storages") == "BackupStorage/b3");
}

TEST_CASE("ZStack: an account's machines and volumes are discarded, its networks deleted",
          "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("Account", "a", "").add("Account", "other", "");
  cloud.vm("mine", "host: h1, account: a").vm("new", "state: Created, account: a");
  cloud.vm("theirs", "host: h1, account: other");
  cloud.add("Volume", "data", "storage: ps, kind: Data, vm: mine, account: a");
  cloud.add("VolumeSnapshot", "snap", "volume: data");
  cloud.add("SecurityGroup", "full", "account: a").add("SecurityGroup", "empty", "account: a");
  cloud.nic("n", "theirs", "red", {"red1"});
  cloud.add("VmNicSecurityGroupRef", "ref", "nic: n, group: full");
  cloud.add("Certificate", "cert", "account: a").add("SdnController", "sdn", "account: a");
  // W1: a VIP on somebody else's network lost its context when the account owned a network too.
  cloud.add("L3Network", "own", "l2: l2, account: a").add("IpRange", "own1", "l3: own");
  cloud.add("Vip", "vip", "l3: red, range: red1, account: a").add("Eip", "eip", "vip: vip");
  cloud.add("InstanceOffering", "io", "account: a").add("Image", "img", "account: a");
  CHECK(cloud.run("{ delete: Account/a, mode: account }") == Verdict::Ok);
  CHECK(cloud.state("Account/a") == "gone");
  CHECK(cloud.state("VmInstance/mine") == "Destroyed");
  CHECK(cloud.targets("VmInstance/mine", "host").empty());
  CHECK(cloud.targets("VmInstance/mine", "volumes") == "Volume/root-mine");
  CHECK(cloud.state("VmInstance/new") == "gone");
  CHECK(cloud.state("VmInstance/theirs") == "Running");
  CHECK(cloud.state("Volume/data") == "Deleted");
  CHECK(cloud.state("VolumeSnapshot/snap") == "Live");
  CHECK(cloud.state("SecurityGroup/full") == "gone");
  CHECK(cloud.state("SecurityGroup/empty") == "gone");
  CHECK(cloud.state("VmNicSecurityGroupRef/ref") == "gone");
  CHECK(cloud.state("Certificate/cert") == "gone");
  CHECK(cloud.state("SdnController/sdn") == "gone");
  CHECK(cloud.state("L3Network/own") == "deleted");  // Accounts go without cleanup.
  CHECK(cloud.state("Vip/vip") == "gone");
  CHECK(cloud.state("Eip/eip") == "gone");
  CHECK(cloud.state("InstanceOffering/io") == "deleted");
  CHECK(cloud.state("Image/img") == "Deleted");
}

TEST_CASE("ZStack: a load balancer goes with its last VIP and loses every list", "[sim][zstack]") {
  CloudScript cloud;
  for (const char* name : {"v1", "v2", "v3", "v4"}) cloud.add("Vip", name, "l3: red, range: red1");
  cloud.add("LoadBalancer", "keeps", "vips: [v1, v2]")
      .add("LoadBalancer", "goes", "vips: [v3, v4]");
  cloud.add("AccessControlList", "l1", "").add("AccessControlList", "l2", "");
  cloud.add("LoadBalancer", "listed", "vips: [v2], acls: [l1, l2]");
  // W16: only the first list of a context was taken away.
  CHECK(cloud.run("{ delete: [Vip/v1, Vip/v3, Vip/v4] }, "
                  "{ delete: [AccessControlList/l1, AccessControlList/l2] }") == Verdict::Ok);
  CHECK(cloud.targets("LoadBalancer/keeps", "vips") == "Vip/v2");
  CHECK(cloud.state("LoadBalancer/goes") == "gone");
  CHECK(cloud.targets("LoadBalancer/listed", "acls").empty());
  CHECK(cloud.state("LoadBalancer/listed") == "Live");
}

TEST_CASE("ZStack: detaching a storage stops the cluster's VMs that use it", "[sim][zstack]") {
  CloudScript cloud;
  cloud.add("PrimaryStorage", "ps2", "zone: z, clusters: [c1, c2]");
  cloud.vm("root", "host: h1", "ps2").vm("data", "host: h1", "ps").vm("none", "host: h1", "ps");
  cloud.vm("far", "cluster: c2, host: h3", "ps2").vm("off", "state: Stopped", "ps2");
  cloud.add("Volume", "d", "storage: ps2, kind: Data, vm: data, bound_host: h1");
  // W20: volumes bound to hosts of other clusters were let go as well.
  cloud.add("Volume", "e", "storage: ps2, kind: Data, vm: far, bound_host: h3");
  cloud.router("r", "host: h1").router("q", "host: h1");
  cloud.add("Volume", "root-r", "storage: ps2, router: r");
  CHECK(cloud.run("{ detach: PrimaryStorage/ps2, from: Cluster/c1 }") == Verdict::Ok);
  CHECK(cloud.targets("PrimaryStorage/ps2", "clusters") == "Cluster/c2");
  CHECK(cloud.state("VmInstance/root") == "Stopped");
  CHECK(cloud.state("VmInstance/data") == "Stopped");
  CHECK(cloud.state("VmInstance/none") == "Running");
  CHECK(cloud.state("VmInstance/far") == "Running");
  CHECK(cloud.targets("Volume/d", "bound_host").empty());
  CHECK(cloud.targets("Volume/e", "bound_host") == "Host/h3");
  CHECK(cloud.targets("ApplianceVm/r", "host") == "Host/h3");
  CHECK(cloud.targets("ApplianceVm/q", "host") == "Host/h1");
}

TEST_CASE("ZStack: detaching an L2 network takes NICs of that cluster only", "[sim][zstack]") {
  CloudScript cloud;
  cloud.vm("near", "host: h1").nic("n1", "near", "red", {"red1"});
  cloud.vm("far", "cluster: c2, host: h3").nic("n2", "far", "red", {"red1"});
  cloud.add("Vtep", "t1", "pool: l2, host: h1").add("Vtep", "t3", "pool: l2, host: h3");
  cloud.add("RemoteVtep", "x1", "pool: l2, cluster: c1")
      .add("RemoteVtep", "x2", "pool: l2, cluster: c2");
  cloud.router("r", "host: h1").router_nic("rn", "r", "red", {"red1"});
  CHECK(cloud.run("{ detach: L2Network/l2, from: Cluster/c1 }") == Verdict::Ok);
  CHECK(cloud.state("VmInstance/near") == "Running");
  CHECK(cloud.targets("VmInstance/near", "nics").empty());
  CHECK(cloud.state("UsedIp/n1-red1") == "gone");
  CHECK(cloud.targets("VmInstance/far", "nics") == "VmNic/n2");
  CHECK(cloud.targets("L2Network/l2", "clusters") == "Cluster/c2");
  CHECK(cloud.state("Vtep/t1") == "gone");
  CHECK(cloud.state("Vtep/t3") == "Live");
  CHECK(cloud.state("RemoteVtep/x1") == "gone");
  CHECK(cloud.state("RemoteVtep/x2") == "Live");
  CHECK(cloud.targets("ApplianceVm/r", "host") == "Host/h3");
  CHECK(cloud.targets("ApplianceVm/r", "nics") == "VmNic/rn");
}

TEST_CASE("ZStack: DBOnly asks no host, KeepVolume only for what is not stopped", "[sim][zstack]") {
  const auto run = [](const std::string& policy, const std::string& state) {
    CloudScript cloud;
    cloud.vm("web", "host: h1, state: " + state).nic("n", "web", "red", {"red1"});
    cloud.add("Volume", "data", "storage: ps, kind: Data, vm: web");
    // A row takes at most 90 ms, a host at least 400 ms for a VM.
    const Verdict verdict = cloud.run("{ run: destroy_" + policy + ", on: VmInstance/web }",
                                      "expect: { outcome: done, makespan: 350ms }");
    for (const char* gone : {"VmInstance/web", "VmNic/n", "Volume/root-web"}) {
      CHECK(cloud.state(gone) == "gone");
    }
    CHECK(cloud.targets("Volume/data", "vm").empty());
    return verdict;
  };
  CHECK(run("db_only", "Running") == Verdict::Ok);
  CHECK(run("db_only", "Destroyed") == Verdict::Ok);
  CHECK(run("keep_volume", "Stopped") == Verdict::Ok);
  CHECK(run("keep_volume", "Running") == Verdict::ExpectationNotMet);
}

TEST_CASE("ZStack: whoever asks for a VM, volume or image discards it", "[sim][zstack]") {
  CloudScript cloud;
  cloud.vm("web", "host: h1").vm("new", "state: Created").vm("old", "state: Destroyed");
  cloud.nic("n", "web", "red", {"red1"}).add("SecurityGroup", "sg", "");
  cloud.add("VmNicSecurityGroupRef", "ref", "nic: n, group: sg");
  cloud.add("VmInstanceNumaNode", "vnuma", "vm: web");
  cloud.add("Volume", "data", "storage: ps, kind: Data").add("VolumeSnapshot", "s", "volume: data");
  cloud.add("Image", "img", "");
  CHECK(cloud.run("{ delete: [VmInstance/web, VmInstance/new, VmInstance/old] }, "
                  "{ delete: Volume/data }, { delete: Image/img }") == Verdict::Ok);
  CHECK(cloud.state("VmInstance/web") == "Destroyed");
  CHECK(cloud.state("VmInstance/new") == "gone");
  CHECK(cloud.state("VmInstance/old") == "Destroyed");
  CHECK(cloud.state("VmNic/n") == "Live");
  CHECK(cloud.state("VmNicSecurityGroupRef/ref") == "gone");
  CHECK(cloud.state("VmInstanceNumaNode/vnuma") == "gone");  // W17: was left.
  CHECK(cloud.state("Volume/data") == "Deleted");
  CHECK(cloud.state("VolumeSnapshot/s") == "Live");
  CHECK(cloud.state("Image/img") == "Deleted");
}
